//! Regional groups, their shares, and the time zones that stand for their countries.

/// A regional group of the United Nations, or the intergovernmental organisations.
#[derive(Debug, Clone, Copy)]
pub struct Region {
    /// Its id as an audience.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Per cent of the registered participants (report).
    pub registered: u64,
    /// Per cent of the accounts newly made on the web site (report): a second weighting.
    pub accounts: u64,
    /// Speakers of the group in 27 published workshop proposals.
    pub speakers: u64,
    /// Zones and their weights. The report gives no numbers by country, only their order; the weights are assumed
    /// so as to keep it.
    pub zones: &'static [(&'static str, u64)],
}

/// All groups. The shares of each weighting sum to 100.
pub const REGIONS: [Region; 6] = [
    Region {
        id: "africa",
        name: "Africa",
        registered: 15,
        accounts: 18,
        speakers: 6,
        zones: &[
            ("Africa/Lagos", 37),
            ("Africa/Nairobi", 32),
            ("Africa/Johannesburg", 30),
            ("Africa/Accra", 28),
            ("Africa/Tunis", 23),
        ],
    },
    Region {
        id: "asia-pacific",
        name: "Asia-Pacific",
        registered: 17,
        accounts: 20,
        speakers: 23,
        zones: &[
            ("Asia/Kolkata", 34),
            ("Asia/Shanghai", 42),
            ("Asia/Tokyo", 22),
            ("Asia/Jakarta", 20),
            ("Asia/Dhaka", 16),
            ("Asia/Karachi", 15),
            ("Asia/Kathmandu", 10),
            ("Asia/Dubai", 7),
            ("Pacific/Fiji", 4),
        ],
    },
    Region {
        id: "eastern-europe",
        name: "Eastern Europe",
        registered: 12,
        accounts: 12,
        speakers: 11,
        zones: &[
            ("Europe/Warsaw", 39),
            ("Europe/Moscow", 35),
            ("Europe/Belgrade", 15),
            ("Europe/Kyiv", 15),
            ("Asia/Tbilisi", 16),
        ],
    },
    Region {
        id: "grulac",
        name: "Latin America and the Caribbean",
        registered: 13,
        accounts: 12,
        speakers: 14,
        zones: &[
            ("America/Sao_Paulo", 36),
            ("America/Argentina/Buenos_Aires", 22),
            ("America/Mexico_City", 28),
            ("America/Bogota", 25),
            ("America/La_Paz", 19),
        ],
    },
    Region {
        id: "weog",
        name: "Western Europe and Others",
        registered: 35,
        accounts: 29,
        speakers: 40,
        zones: &[
            ("America/New_York", 60),
            ("America/Chicago", 12),
            ("America/Los_Angeles", 18),
            ("Europe/Berlin", 60),
            ("Europe/Zurich", 50),
            ("Europe/London", 45),
            ("Europe/Paris", 40),
            ("Europe/Amsterdam", 20),
            ("Europe/Rome", 20),
            ("America/Toronto", 13),
            ("Australia/Sydney", 8),
            ("Europe/Athens", 4),
        ],
    },
    Region {
        id: "igo",
        name: "Intergovernmental organisations",
        registered: 8,
        accounts: 9,
        speakers: 5,
        zones: &[("Europe/Zurich", 40), ("America/New_York", 24), ("Europe/Paris", 16)],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Zone;

    #[test]
    fn shares_are_complete_and_zones_exist() {
        assert_eq!(REGIONS.iter().map(|r| r.registered).sum::<u64>(), 100);
        assert_eq!(REGIONS.iter().map(|r| r.accounts).sum::<u64>(), 100);
        assert_eq!(REGIONS.iter().map(|r| r.speakers).sum::<u64>(), 99, "two of the 101 are blank");
        for region in &REGIONS {
            assert!(region.zones.iter().all(|(zone, _)| Zone::parse(zone).is_ok()));
            assert_eq!(region.zones.iter().map(|z| z.1).sum::<u64>(), region.registered * 10);
        }
    }
}
