//! The controls of the page. The script makes them visible and fills their lists.

use maud::{Markup, html};

use super::messages::Messages;

/// The controls.
pub(super) fn controls(m: Messages) -> Markup {
    html! {
        form #controls role="search" aria-label=(m.text("find")) data-wl=[m.mark("find")] hidden {
            button #close type="button" { (m.span("close")) }
            div.row {
                (label("zone", "time_zone", m))
                input #c-zone type="text" name="zone" list="zones" autocomplete="off" spellcheck="false" dir="ltr"
                    aria-describedby="zone-note";
                datalist #zones {}
                p.note #zone-note role="status" {}
                div.buttons {
                    button #zone-own type="button" { (m.span("zone_own")) }
                    button #zone-event type="button" { (m.span("zone_event")) }
                }
            }
            fieldset {
                legend { (m.span("view")) }
                div.pick {
                    label { input type="radio" name="view" value="list" checked; (m.span("list")) }
                    label { input type="radio" name="view" value="grid"; (m.span("rooms")) }
                }
                (check("compact", "compact", m))
            }
            div.row {
                (label("q", "search", m))
                input #c-q type="search" name="q" autocomplete="off" dir="auto"
                    placeholder=(m.text("search_hint")) data-wp=[m.mark("search_hint")];
            }
            (check("awake", "awake", m))
            (filters(m))
            button #reset type="button" hidden { (m.span("clear")) }
            (personal(m))
            ul #clashes aria-label=(m.text("my_overlaps")) data-wl=[m.mark("my_overlaps")] hidden {}
            (legend(m))
        }
    }
}

fn label(name: &str, key: &str, m: Messages) -> Markup {
    html! { label for={ "c-" (name) } data-w=[m.mark(key)] { (m.text(key)) } }
}

fn check(name: &str, key: &str, m: Messages) -> Markup {
    html! { label.check { input type="checkbox" name=(name); (m.span(key)) } }
}

fn filters(m: Messages) -> Markup {
    let select =
        |name: &str, key: &str| html! { div.row { (label(name, key, m)) select id={ "c-" (name) } name=(name) {} } };
    html! {
        details #filters {
            summary { (m.span("filters")) }
            div.fields {
                (select("day", "day"))
                (select("track", "track"))
                (select("type", "type"))
                (select("phase", "phase"))
                (select("room", "room"))
                div.row {
                    (label("person", "person", m))
                    input #c-person type="text" name="person" list="people" autocomplete="off" dir="auto";
                    datalist #people {}
                }
                (select("spoken", "spoken_in"))
                (select("into", "interpreted"))
            }
        }
    }
}

fn personal(m: Messages) -> Markup {
    html! {
        details {
            summary #mine-count {}
            p.note { (m.span("mine_note")) }
            (check("mine", "mine_only", m))
            div.buttons {
                button #ics type="button" disabled { (m.span("calendar_file")) }
                button #share type="button" disabled { (m.span("share")) }
                button #print type="button" { (m.span("print")) }
            }
            p hidden {
                label.unseen for="link" { (m.span("share_link")) }
                input #link type="text" dir="ltr" readonly;
            }
        }
    }
}

/// The legend of the comfort colours.
fn legend(m: Messages) -> Markup {
    html! {
        div {
            p.legend-title { (m.span("comfort")) }
            ul.feels {
                li.feel0 { (m.span("feel_good")) }
                li.feel1 { (m.span("feel_edge")) }
                li.feel2 { (m.span("feel_far")) }
                li.feel3 { (m.span("night")) }
            }
        }
    }
}
