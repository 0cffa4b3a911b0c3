"""Visit-and-discover mechanisms of villages."""

from __future__ import annotations

from shared.models import DiscoveryMechanism
from shared.record_import.import_column import of_model
from shared.record_import.import_kind import ImportKind

VILLAGE_MECHANISMS = ImportKind(
    key="village_mechanisms",
    name=DiscoveryMechanism.__labels__[1],
    record_class=DiscoveryMechanism,
    columns=(
        of_model(DiscoveryMechanism, "region_code", "示例村", "村", "村（社区）", "村居", "村(居)"),
        of_model(DiscoveryMechanism, "built_on", "2023-01-01", "建立日期", "建成日期"),
        of_model(DiscoveryMechanism, "ended_on", "", "终止日期"),
        of_model(DiscoveryMechanism, "responsible", "示例", "负责人", "责任人"),
    ),
    identified_by=("region_code", "built_on"),
)
