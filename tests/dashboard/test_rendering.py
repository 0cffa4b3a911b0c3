"""What is sent in which order, and what is made once more at the end."""

from markupsafe import Markup, escape

from dashboard.components.html.rendering import (
    batch_output,
    emit_deferred,
    emit_html,
    flush_output,
    record_output,
)


def test_what_is_made_again_says_at_the_end_what_stood_below():
    known = ["first"]
    with record_output() as page, batch_output():
        emit_deferred(lambda: escape(known[-1]), is_made_again=True)
        emit_deferred(lambda: escape(known[-1]))
        emit_html(Markup("a table"))
        flush_output()
        known.append("last")
        emit_html(Markup("another"))
    assert page.parts == ["last", "first", "a table", "another"]
