//! The tables of countries, cities and their time zones.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::domain::zone::database;
use crate::sheets::headings::fold;
use crate::sheets::tsv::{list, rows};

const COUNTRIES: &str = include_str!("countries.tsv");
const CITIES: &str = include_str!("cities.tsv");
const WINDOWS: &str = include_str!("windows.tsv");
const ABBREVIATIONS: &str = include_str!("abbreviations.tsv");

/// A country.
#[derive(Debug)]
pub(crate) struct Country {
    /// The name.
    pub name: &'static str,
    /// The ISO 3166 code of two letters.
    pub code: &'static str,
    /// The time zones, the most populous first if known.
    pub zones: Vec<&'static str>,
}

/// All known countries, cities and time zones.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// The countries.
    pub countries: Vec<Country>,
    /// The positions of the countries, by their folded names and codes.
    pub countries_by_name: BTreeMap<String, usize>,
    /// Time zone and country of the cities, by the folded names of the cities.
    pub cities: BTreeMap<String, Vec<(&'static str, &'static str)>>,
    /// The time zones, by their folded names.
    pub by_name: BTreeMap<String, &'static str>,
    /// The time zones of other names, by the folded names: those of Windows, and abbreviations. An abbreviation can have
    /// several.
    pub by_other_name: BTreeMap<String, Vec<&'static str>>,
}

/// The tables, read once.
pub(crate) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(read)
}

fn read() -> Tables {
    let mut tables = Tables::default();
    for [name, code, long_code, others, zones] in rows(COUNTRIES) {
        let names = [name, code, long_code].into_iter().chain(list(others));
        for name in names.filter(|name| !name.is_empty()) {
            tables.countries_by_name.insert(fold(name), tables.countries.len());
        }
        let zones: Vec<&'static str> = zones.split(' ').collect();
        for zone in &zones {
            add_city(&mut tables, zone.rsplit('/').next().unwrap_or(zone), zone, code);
        }
        tables.countries.push(Country { name, code, zones });
    }
    for [code, zone, cities] in rows(CITIES) {
        for city in list(cities) {
            add_city(&mut tables, city, zone, code);
        }
    }
    for zone in database::in_use().names() {
        tables.by_name.insert(fold(zone), zone);
    }
    for [name, zones] in rows(WINDOWS).chain(rows(ABBREVIATIONS)) {
        tables.by_other_name.insert(fold(name), zones.split(' ').collect());
    }
    tables
}

fn add_city(tables: &mut Tables, city: &str, zone: &'static str, code: &'static str) {
    let places = tables.cities.entry(fold(city)).or_default();
    if !places.contains(&(zone, code)) {
        places.push((zone, code));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Zone;
    use crate::sheets::tsv::lines;

    #[test]
    fn every_line_has_its_columns_and_every_zone_exists() {
        assert_eq!(rows::<5>(COUNTRIES).count(), lines(COUNTRIES).count());
        assert_eq!(rows::<3>(CITIES).count(), lines(CITIES).count());
        assert_eq!(rows::<2>(WINDOWS).count(), lines(WINDOWS).count());
        assert_eq!(rows::<2>(ABBREVIATIONS).count(), lines(ABBREVIATIONS).count());
        let countries = tables().countries.iter().flat_map(|country| &country.zones).copied();
        let cities = tables().cities.values().flatten().map(|(zone, _)| *zone);
        let others = tables().by_other_name.values().flatten().copied();
        for zone in countries.chain(cities).chain(others) {
            assert!(Zone::parse(zone).is_ok(), "{zone}");
        }
        assert!(tables().countries.len() > 240);
    }

    #[test]
    fn no_abbreviation_is_the_name_of_a_country_city_or_time_zone() {
        for name in tables().by_other_name.keys() {
            let tables = tables();
            assert!(!tables.countries_by_name.contains_key(name), "{name} is a country");
            assert!(!tables.cities.contains_key(name), "{name} is a city");
            assert!(!tables.by_name.contains_key(name), "{name} is a time zone");
        }
    }

    #[test]
    fn no_name_means_two_countries() {
        let mut seen = BTreeMap::new();
        for [name, code, long_code, others, _] in rows(COUNTRIES) {
            for name in [name, code, long_code].into_iter().chain(list(others)) {
                let other = seen.insert(fold(name), code);
                assert!(other.is_none_or(|other| other == code), "{name}");
            }
        }
    }
}
