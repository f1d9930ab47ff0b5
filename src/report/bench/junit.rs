//! The benchmark as JUnit XML, which build servers display: one test case per instance, one failure per fault.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Bench, BenchRun, GONE};
use crate::report::text::printable;

/// Writes the benchmark as XML.
///
/// # Errors
/// None in practice, because it writes into memory.
pub fn text(bench: &Bench) -> io::Result<String> {
    let cases = bench.runs.len() + bench.gone().len();
    let skipped = bench.runs.iter().filter(|run| cut_short(run)).count();
    let time = seconds(bench.runs.iter().map(|run| run.seconds).sum());
    let totals = [
        ("name", "plenary bench".to_owned()),
        ("tests", cases.to_string()),
        ("failures", bench.failed().to_string()),
        ("errors", bench.problems().to_string()),
        ("skipped", skipped.to_string()),
        ("time", time),
    ];
    let totals = || totals.iter().map(|(name, value)| (*name, value.as_str()));
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    // The element `testsuites` has no attribute `skipped`.
    let of_all = totals().filter(|(name, _)| *name != "skipped");
    writer.create_element("testsuites").with_attributes(of_all).write_inner_content(|writer| {
        writer.create_element("testsuite").with_attributes(totals()).write_inner_content(|writer| {
            for run in &bench.runs {
                case(writer, &run.instance, run.seconds, |writer| inside(writer, run))?;
            }
            for name in bench.gone() {
                case(writer, name, 0.0, |writer| problem_element(writer, "failure", "missing", GONE))?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    let mut text = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    text.push('\n');
    Ok(text)
}

fn cut_short(run: &BenchRun) -> bool {
    run.result.as_ref().is_ok_and(|figures| figures.interrupted)
}

fn seconds(seconds: f64) -> String {
    format!("{seconds:.3}")
}

type Out = Writer<Vec<u8>>;

fn case(out: &mut Out, name: &str, time: f64, inside: impl FnOnce(&mut Out) -> io::Result<()>) -> io::Result<()> {
    let (name, time) = (printable(name), seconds(time));
    let attributes = [("classname", "plenary.bench"), ("name", &name), ("time", &time)];
    out.create_element("testcase").with_attributes(attributes).write_inner_content(inside)?;
    Ok(())
}

fn inside(out: &mut Out, run: &BenchRun) -> io::Result<()> {
    for fault in &run.faults {
        problem_element(out, "failure", fault.kind.id(), &fault.message)?;
    }
    match &run.result {
        Err(problem) => problem_element(out, "error", "not-measured", problem)?,
        Ok(_) if cut_short(run) => {
            out.create_element("skipped").with_attribute(("message", "interrupted")).write_empty()?;
        }
        Ok(_) => {}
    }
    let changes: Vec<String> = run.changes.iter().map(|change| printable(&change.label())).collect();
    if !changes.is_empty() {
        out.create_element("system-out").write_text_content(BytesText::new(&changes.join("\n")))?;
    }
    Ok(())
}

/// Writes a failure or an error. Control characters, which XML does not allow, are escaped.
fn problem_element(out: &mut Out, element: &str, kind: &str, message: &str) -> io::Result<()> {
    let message = printable(message);
    let attributes = [("message", message.as_str()), ("type", kind)];
    out.create_element(element).with_attributes(attributes).write_empty()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use quick_xml::{Reader, XmlVersion};

    use super::super::testing::example;
    use super::*;

    /// The names and attributes of all elements, read by the XML parser.
    fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
        let mut reader = Reader::from_str(xml);
        let mut found = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return found,
                Event::Start(element) | Event::Empty(element) => {
                    let name = element.name().as_ref().to_owned();
                    let attributes = element.attributes().map(|attribute| {
                        let attribute = attribute.unwrap();
                        let key = attribute.key.as_ref().to_owned();
                        (key, attribute.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned())
                    });
                    found.push((name, attributes.collect()));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn the_xml_is_read_back_correctly() {
        let xml = text(&example()).unwrap();
        let elements = elements(&xml);
        let count = |name: &str| elements.iter().filter(|element| element.0 == name).count();
        assert_eq!([count("testcase"), count("failure"), count("error")], [4, 3, 1], "{xml}");
        let suite = &elements.iter().find(|element| element.0 == "testsuite").unwrap().1;
        let value = |name: &str| suite.iter().find(|attribute| attribute.0 == name).unwrap().1.clone();
        assert_eq!(["tests", "failures", "errors", "skipped"].map(value), ["4", "2", "1", "0"]);
        let messages = elements.iter().flat_map(|element| &element.1).filter(|attribute| attribute.0 == "message");
        let messages: Vec<&str> = messages.map(|attribute| attribute.1.as_str()).collect();
        assert_eq!(messages[0], "it is no instance\\u{1b}[2J");
        assert_eq!(messages[1], "the cost is worse <by far>");
    }
}
