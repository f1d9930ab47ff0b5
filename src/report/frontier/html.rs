//! The comparison as a page: the paragraph for the minutes, the picture, and the tables.

use maud::{Markup, html};

use super::{Frontier, svg, tables, words};
use crate::domain::one_line;
use crate::report::export::html::{Language, shell};
use crate::report::what_if::measures::Section;

const STYLE: &str = include_str!("frontier.css");

/// Writes the comparison as a page that loads nothing.
pub fn page(frontier: &Frontier) -> String {
    let title = format!("Timetables to choose from: {}", one_line(&frontier.event));
    let body = html! {
        a.skip href="#report" { "Skip to the report" }
        header.top {
            div.wrap {
                h1 { "Timetables to choose from" }
                p.lead { bdi { (words::verdict(frontier)) } }
            }
        }
        main.wrap #report tabindex="-1" {
            (section("minutes", "For the minutes of a meeting", html! { p { (words::minutes(frontier)) } }))
            @if !frontier.timetables.is_empty() {
                (section("picture", "Who bears how much", html! {
                    div.scroll tabindex="0" role="group" aria-label="Mean discomfort of the regions" {
                        (svg::drawing(frontier))
                    }
                }))
                (section("timetables", "The timetables", list(frontier)))
                (section("figures", "The figures", html! {
                    @for part in tables::sections(frontier) { (table(frontier, &part)) }
                }))
            }
            (section("notes", "Notes", html! { @for note in words::notes(frontier) { p { (note) } } }))
        }
        footer { div.wrap { p { "Made with plenary " (env!("CARGO_PKG_VERSION")) "." } } }
    };
    shell::document(&shell::Page { title: &title, language: Language::English, style: STYLE, script: None, body })
}

fn section(id: &str, heading: &str, body: Markup) -> Markup {
    let heading_id = format!("h-{id}");
    html! { section id=(id) aria-labelledby=(heading_id) { h2 id=(heading_id) { (heading) } (body) } }
}

fn list(frontier: &Frontier) -> Markup {
    html! {
        ul {
            @for timetable in &frontier.timetables {
                li {
                    b { (timetable.name) } ": " (timetable.about)
                    @for change in &timetable.changes { "; " code { (change) } }
                }
            }
        }
    }
}

fn table(frontier: &Frontier, part: &Section) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-label=(part.title) {
            table {
                caption { (part.title) }
                thead {
                    tr {
                        td {}
                        @for timetable in &frontier.timetables { th scope="col" { (timetable.name) } }
                    }
                }
                tbody {
                    @for measure in &part.measures {
                        tr {
                            th scope="row" { bdi { (measure.label) } }
                            @for cell in &measure.cells { td { (cell) } }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::example;
    use super::*;

    #[test]
    fn the_page_has_the_picture_and_the_tables_and_escapes_names() {
        let page = page(&example());
        for part in
            ["<svg", "<h2 id=\"h-minutes\">", "<caption>Cost and bound</caption>", "Africa &amp; &lt;Europe&gt;"]
        {
            assert!(page.contains(part), "{part} is not in\n{page}");
        }
        assert!(!page.contains("<days>") && !page.contains("<Europe>") && !page.contains("<script"));
        let mut none = example();
        none.timetables.clear();
        assert!(super::page(&none).contains("no feasible timetable was found"));
    }
}
