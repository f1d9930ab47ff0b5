//! Changes of audiences.

use super::cascade_delete;
use super::draft::{Draft, is, text};
use super::error::ChangeError;
use crate::domain::Decimal;
use crate::domain::change::AudienceChange;
use crate::instance::format::{At, Audience, AudienceZone, Exact};

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &AudienceChange) -> Result<(), ChangeError> {
    match change {
        AudienceChange::People { audience, people } => {
            named(draft, audience)?.people = Some(Exact(*people).into());
        }
        AudienceChange::Weight { audience, weight } => {
            named(draft, audience)?.weight = Some(Exact(*weight).into());
        }
        AudienceChange::Share { audience, zone, share: part } => share(named(draft, audience)?, zone, *part)?,
        AudienceChange::Add { audience, zone, people } => {
            Draft::check_new_id(draft.instance.audiences.iter().map(|known| &known.value.id), audience, "audience")?;
            let zone = AudienceZone { zone: text(zone), share: None };
            let people = people.map(|people| Exact(people).into());
            let audience =
                Audience { id: text(audience), people, zones: vec![zone.into()].into(), ..Audience::default() };
            draft.instance.audiences.push(audience.into());
        }
        AudienceChange::Remove { audience } => {
            draft.audience(audience)?;
            cascade_delete::audience(&mut draft.instance, audience);
        }
    }
    Ok(())
}

fn named<'d>(draft: &'d mut Draft, id: &str) -> Result<&'d mut Audience, ChangeError> {
    let audience = draft.audience(id)?;
    Ok(&mut draft.instance.audiences[audience].value)
}

fn share(audience: &mut Audience, zone: &str, share: Decimal) -> Result<(), ChangeError> {
    if share > Decimal::ONE {
        return Err(ChangeError::new("a share must be between 0 and 1"));
    }
    let zones = &mut audience.zones.value;
    let micros = |entry: &At<AudienceZone>| entry.value.share.as_ref().map_or(Decimal::SCALE, |s| s.value.0.micros);
    let others: i128 = zones.iter().filter(|entry| !is(&entry.value.zone, zone)).map(|e| i128::from(micros(e))).sum();
    let rest = i128::from(Decimal::SCALE - share.micros);
    for entry in zones.iter_mut().filter(|entry| !is(&entry.value.zone, zone)) {
        // Shares are rounded to millionths. That is harmless, because the loader uses them in proportion.
        let part = if others == 0 { 0 } else { i128::from(micros(entry)) * rest / others };
        entry.value.share = Some(Exact(Decimal::micros(i64::try_from(part).unwrap_or(0))).into());
    }
    match zones.iter_mut().find(|entry| is(&entry.value.zone, zone)) {
        Some(entry) => entry.value.share = Some(Exact(share).into()),
        None => zones.push(AudienceZone { zone: text(zone), share: Some(Exact(share).into()) }.into()),
    }
    Ok(())
}
