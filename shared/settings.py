"""Typed settings. The only reader of the environment (prefix `SUZHU_`)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import AliasChoices, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.errors import UserError
from shared.locale import CHINESE, ENGLISH, _

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_PORT = 8000


class Settings(BaseSettings):
    """What an operator may set; every name is an environment variable with the prefix `SUZHU_`."""

    model_config = SettingsConfigDict(env_prefix="SUZHU_", extra="ignore")

    database_url: str = Field(default="", description="SQLAlchemy address; empty means SQLite under var/")
    secret_key: str = Field(default="", description="at least 32 characters; encrypts identity numbers")
    demo_password: str = Field(default="", description="password of all demo accounts")
    demo_scale: float = Field(default=1.0, description="size of the demo province that `suzhu run` makes")
    code_minutes: int = Field(default=120, ge=5, le=2880, description="how long a one-time code is good")
    trusted_proxies: str = Field(
        default="", description="addresses or networks, by comma, whose X-Forwarded-For is believed"
    )
    host: str = Field(default="127.0.0.1", description="address to listen on")
    trusted_hosts: str = Field(default="127.0.0.1,localhost", description="host names we answer to, by comma")
    https: bool = Field(default=False, description="cookies are marked Secure")
    var: Path = Field(default=ROOT / "var", description="folder of the embedded database and the demo key")
    audit_heads: Path | None = Field(default=None, description="file that heads of the audit trail are kept in")
    audit_heads_minutes: int = Field(default=10, ge=1, description="how often one is added")
    report_dir: Path | None = Field(default=None, description="folder that the briefs of each month are written to")
    report_as: str = Field(
        default="", description="login whose permissions count for them; else those of an official of the province"
    )
    address: str = Field(default="", description="where people open the server, as https://suzhu.example; for links")
    report_day: int = Field(default=5, ge=1, le=28, description="day of the following month on which they are")

    machine: str = Field(
        default="", validation_alias=AliasChoices("LC_ALL", "LANG"), description="language of the command line"
    )

    @property
    def cli_language(self) -> str:
        """The language of the machine, Chinese unless that is English."""
        return ENGLISH if self.machine.startswith("en") else CHINESE

    @property
    def database(self) -> str:
        """Address of the database, with the embedded SQLite file as the default."""
        return self.database_url or f"sqlite:///{self.var / 'suzhu.db'}"

    @property
    def heads(self) -> Path:
        """File of the heads of the audit trail."""
        return self.audit_heads or self.var / "audit-heads.jsonl"

    @property
    def uses_sqlite(self) -> bool:
        """Whether records live in a SQLite file beside the program."""
        return self.database.startswith("sqlite")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once. UserError when a variable holds what it cannot."""
    try:
        return Settings()
    except ValidationError as error:
        names = _(", ").join(f"SUZHU_{fault['loc'][0]}".upper() for fault in error.errors())
        raise UserError(_("These settings cannot be read: {names}. See the README.").format(names=names)) from error
