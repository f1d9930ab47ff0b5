//! The sessions of 2020 whose title is known, from the pages of intgovforum.org, organisers' pages and transcripts.

/// A session that was really held.
#[derive(Debug, Clone, Copy)]
pub struct Observed {
    /// Its id.
    pub id: &'static str,
    /// Its type.
    pub kind: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its length in minutes, where known and where the programme knows such a length.
    pub minutes: Option<i64>,
    /// Its theme, where known or plain from the title.
    pub track: Option<&'static str>,
    /// The region it is for, if any.
    pub region: Option<&'static str>,
}

const fn seen(
    id: &'static str,
    kind: &'static str,
    title: &'static str,
    minutes: Option<i64>,
    track: Option<&'static str>,
) -> Observed {
    Observed { id, kind, title, minutes, track, region: None }
}

const fn seen_in(region: &'static str, observed: Observed) -> Observed {
    Observed { region: Some(region), ..observed }
}

/// All of them. The programme's longest pre-events take 120 minutes: EuroDIG's took 210.
pub const OBSERVED: &[Observed] = &[
    seen("pre-dnsabuse", "pre-event", "DNS Abuse in the Age of COVID-19", Some(90), Some("trust")),
    seen("pre-62", "pre-event", "Digital Sovereignty for States, Nations, or Users?", None, Some("trust")),
    seen("orientation", "orientation", "IGF 2020 Introduction and Orientation", None, None),
    seen_in("weog", seen("pre-8", "pre-event", "EuroDIG - Open Forum", Some(120), None)),
    seen(
        "pre-14",
        "pre-event",
        "The corona virus pandemic: a global crisis is showing us how to live online",
        Some(60),
        Some("inclusion"),
    ),
    seen(
        "pre-30",
        "pre-event",
        "From principles to practice: AI and the role of the private sector",
        Some(120),
        Some("data"),
    ),
    seen("pre-int101", "pre-event", "Internet 101 (ICANN)", Some(60), None),
    seen("of-39", "open-forum", "OECD: Policy responses from COVID19 and the digital economy", None, Some("data")),
    seen(
        "dc-ycig",
        "dynamic-coalition",
        "Fostering a new key role of Youth in Internet Governance",
        None,
        Some("inclusion"),
    ),
    seen("dc-civ", "dynamic-coalition", "Internet in Crisis Management and Renewal (Core Internet Values)", None, None),
    seen("dc-sig", "dynamic-coalition", "Schools on Internet Governance", None, Some("inclusion")),
    seen("nri-data", "nri", "Data utilization for sustainability", None, Some("data")),
    seen_in("weog", seen("of-23", "open-forum", "EU Delegation to the IGF & the Youth IGF", None, None)),
    seen("of-20", "open-forum", "Attention economy and free expression?", None, Some("trust")),
    seen("of-21", "open-forum", "Strengthening implementation capacities for AI ethics", None, Some("data")),
    seen("of-icann", "open-forum", "ICANN Open Forum - Technical Internet Governance", None, None),
    seen("youth-summit", "youth", "IGF 2020 Youth Summit", Some(120), Some("inclusion")),
    seen("dc-dcad", "dynamic-coalition", "Accessibility - Closing the Gap", Some(90), Some("inclusion")),
    seen("ws-dnsabuse", "workshop", "DNS Abuse in the Age of COVID-19: Lessons Learned", Some(90), Some("trust")),
    seen("ws-37", "workshop", "Community Network, Electricity and Digital Inclusion", Some(90), Some("inclusion")),
    seen("ws-105", "workshop", "Designing inclusion policies in Internet Governance", None, Some("inclusion")),
    seen(
        "ws-182-318",
        "workshop",
        "Protection of Personal Data/Information and Privacy in the Prevention and Control of COVID-19",
        None,
        Some("data"),
    ),
    seen("bpf-local", "best-practice-forum", "BPF Local Content", None, Some("inclusion")),
    seen("ws-342", "workshop", "People vs machines: collaborative content moderation", Some(90), Some("trust")),
    seen("ws-aflang", "workshop", "Data to inclusion: Building datasets in African languages", Some(90), Some("data")),
    seen("ws-59", "workshop", "Everything you wanted to ask about Hate Speech but didn't", Some(60), Some("trust")),
    seen("ws-71", "workshop", "Building trust through responsible response to global crises", Some(60), Some("trust")),
    seen("parliamentary-roundtable", "parliamentary", "Parliamentary Roundtable", Some(90), Some("trust")),
    seen("ws-194", "workshop", "Governing Cross Border Data Flow & Sustainable Development", None, Some("data")),
    seen(
        "ws-217",
        "workshop",
        "The role of digital technology in environmental sustainability",
        None,
        Some("environment"),
    ),
    seen("ws-195", "workshop", "Protection or Participation? Child Rights in a New Normal", Some(90), None),
    seen("ws-73", "workshop", "DNS over HTTPS (DoH): Human Rights, Markets, and Governance", Some(90), Some("trust")),
    seen("ws-210", "workshop", "Nobody Left Behind - Interregional Cyber Capacity Building", Some(60), Some("trust")),
    seen("ws-324", "workshop", "One size fits all? Global norms as a threat to inclusion", Some(90), Some("inclusion")),
    seen("ws-236", "workshop", "Data flows, Trade and International Cooperation", None, Some("data")),
    seen("bpf-gender", "best-practice-forum", "BPF Gender and Access", Some(90), Some("inclusion")),
    seen("ws-260", "workshop", "COVID-19 Dis-infodemic: Challenges, lessons, opportunities", Some(90), Some("trust")),
    seen("hl-sec", "high-level", "High-Level Leaders Track: Security", None, Some("trust")),
    seen("ws-341", "workshop", "Multistakeholder Voices and the UN Cyber Dialogues", Some(90), Some("trust")),
    seen("ws-168", "workshop", "Capacity Building in the Age of Convergence", None, Some("inclusion")),
    seen("ws-267", "workshop", "Universal Acceptance of Domain Names and Email Addresses", Some(90), Some("inclusion")),
    seen(
        "ws-100",
        "workshop",
        "Best environmental practices across the Internet value-chain",
        None,
        Some("environment"),
    ),
    seen("ws-299", "workshop", "Building Digital Security for Journalists", None, Some("trust")),
    seen(
        "ws-266",
        "workshop",
        "Sustainable #netgov By Design: Environment & Human Rights",
        Some(90),
        Some("environment"),
    ),
    seen("hl-soc", "high-level", "High-Level Leaders Track: Social Development", Some(90), Some("inclusion")),
    seen("ws-119", "workshop", "Mobile Internet Impact on the environment in 5G era", None, Some("environment")),
    seen("hl-env", "high-level", "High-Level Leaders Track: Environment", None, Some("environment")),
    seen("wrap-up", "wrap-up", "High-Level Leaders Track: UN Wrap-up", None, None),
    seen("closing", "closing", "High-Level Closing Session", None, None),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::facts::{KINDS, REGIONS, TRACKS};

    #[test]
    fn each_fits_the_programme() {
        for seen in OBSERVED {
            let kind = KINDS.iter().find(|k| k.id == seen.kind);
            let kind = kind.unwrap_or_else(|| panic!("{}: no type {}", seen.id, seen.kind));
            assert!(seen.minutes.is_none_or(|m| kind.lengths.iter().any(|l| l.1 == m)), "{}", seen.id);
            assert!(seen.track.is_none_or(|t| TRACKS.iter().any(|known| known.0 == t)), "{}", seen.id);
            assert!(seen.region.is_none_or(|r| REGIONS.iter().any(|known| known.id == r)), "{}", seen.id);
            assert_eq!(OBSERVED.iter().filter(|other| other.id == seen.id).count(), 1, "{}", seen.id);
        }
    }
}
