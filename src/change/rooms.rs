//! Changes of rooms.

use super::cascade_delete;
use super::draft::{Draft, is, text, window};
use super::error::ChangeError;
use crate::domain::Window;
use crate::domain::change::{RoomChange, When};
use crate::instance::format::{At, LocalWindow, Room};

/// Makes one of these changes.
pub(super) fn apply(draft: &mut Draft, change: &RoomChange) -> Result<(), ChangeError> {
    match change {
        RoomChange::Add { room, capacity, like } => add(draft, room, *capacity, like.as_deref()),
        RoomChange::Remove { room } => remove(draft, room),
        RoomChange::Close { room, when } => close(draft, room, when),
        RoomChange::Open { room, when } => open(draft, room, when.as_ref()),
        RoomChange::Capacity { room, people } => {
            let room = draft.room(room)?;
            draft.rooms()[room].value.capacity = people.map(At::from);
            Ok(())
        }
    }
}

fn add(draft: &mut Draft, id: &str, capacity: Option<i64>, like: Option<&str>) -> Result<(), ChangeError> {
    Draft::check_new_id(draft.rooms().iter().map(|room| &room.value.id), id, "room")?;
    let mut room = Room { id: text(id), capacity: capacity.map(At::from), ..Room::default() };
    if let Some(like) = like {
        let other = draft.room(like)?;
        room.capacity = room.capacity.or_else(|| draft.rooms()[other].value.capacity.clone());
        let services = draft.instance.services.iter_mut().filter_map(|service| service.value.rooms.as_mut());
        let slots = draft.instance.phases.iter_mut().flat_map(|phase| &mut phase.value.slots);
        let lists = services.chain(slots.filter_map(|slot| slot.value.rooms.as_mut()));
        lists.filter(|rooms| rooms.iter().any(|known| is(known, like))).for_each(|rooms| rooms.push(text(id)));
    }
    draft.rooms().push(room.into());
    Ok(())
}

fn remove(draft: &mut Draft, id: &str) -> Result<(), ChangeError> {
    draft.room(id)?;
    if draft.rooms().len() == 1 {
        return Err(ChangeError::new(format!("\"{id}\" is the only room")).help("add another room first"));
    }
    cascade_delete::room(&mut draft.instance, id);
    Ok(())
}

fn close(draft: &mut Draft, id: &str, when: &When) -> Result<(), ChangeError> {
    let room = draft.room(id)?;
    let windows: Vec<LocalWindow> = match when {
        When::Dates(dates) => dates
            .iter()
            .map(|date| {
                let next = date.succ_opt().unwrap_or(*date);
                LocalWindow { from: text(format!("{date}T00:00")), until: text(format!("{next}T00:00")) }
            })
            .collect(),
        When::Between(from, until) => {
            draft.instant(&from.to_string())?;
            draft.instant(&until.to_string())?;
            vec![LocalWindow { from: text(from.to_string()), until: text(until.to_string()) }]
        }
    };
    draft.rooms()[room].value.closed.extend(windows.into_iter().map(At::from));
    Ok(())
}

fn open(draft: &mut Draft, id: &str, when: Option<&When>) -> Result<(), ChangeError> {
    let room = draft.room(id)?;
    let left = match when {
        None => Vec::new(),
        Some(when) => {
            let closed = draft.conference()?.rooms[room].closed.clone();
            Window::cut(closed, &when.windows(draft.zone()))
        }
    };
    draft.rooms()[room].value.closed = left.into_iter().map(|left| window(left).into()).collect();
    Ok(())
}
