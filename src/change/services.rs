//! Changes of services.

use super::cascade_delete;
use super::draft::{Draft, text};
use super::error::ChangeError;
use crate::domain::change::ServiceChange;
use crate::instance::format::{At, Service};

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &ServiceChange) -> Result<(), ChangeError> {
    match change {
        ServiceChange::Teams { service, teams } => named(draft, service)?.teams = Some((*teams).into()),
        ServiceChange::Minutes { service, minutes } => {
            named(draft, service)?.minutes_per_day = minutes.map(At::from);
        }
        ServiceChange::Rooms { service, rooms } => {
            let service = draft.service(service)?;
            for room in rooms.iter().flatten() {
                draft.room(room)?;
            }
            let rooms = rooms.as_ref().map(|rooms| rooms.iter().map(text).collect());
            draft.instance.services[service].value.rooms = rooms;
        }
        ServiceChange::Add { service, teams } => {
            Draft::check_new_id(draft.instance.services.iter().map(|known| &known.value.id), service, "service")?;
            let service = Service { id: text(service), teams: teams.map(At::from), ..Service::default() };
            draft.instance.services.push(service.into());
        }
        ServiceChange::Remove { service } => {
            draft.service(service)?;
            cascade_delete::service(&mut draft.instance, service);
        }
    }
    Ok(())
}

fn named<'d>(draft: &'d mut Draft, id: &str) -> Result<&'d mut Service, ChangeError> {
    let service = draft.service(id)?;
    Ok(&mut draft.instance.services[service].value)
}
