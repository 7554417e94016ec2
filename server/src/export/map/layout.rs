//! Where the steps of a map stand when they are drawn: columns by what leads to what, rows by organisation.
//!
//! Owns places and ways, and knows no format. The same map gives the same drawing everywhere. By hand, because the crates
//! that lay graphs out have no swim lanes.

use std::collections::{BTreeMap, HashMap};

use plenary_protocol::{
    documents::map::{MapLink, MapStep, ProcessMap},
    id::ItemId,
};

/// The left margin, in which a lane's name stands.
pub(crate) const LANE_NAME_WIDTH: f64 = 132.0;
/// The width of a column, and of the widest step.
pub(crate) const COLUMN_WIDTH: f64 = 164.0;
/// Room between two columns, in which links turn.
const COLUMN_GAP: f64 = 92.0;
/// Room beneath each row, in which links pass under steps.
const ROW_GAP: f64 = 40.0;
/// Room above the first row of a lane.
const LANE_PADDING: f64 = 18.0;
/// Links that turn in the same gap do so side by side, so many until the first place is taken again.
const TRACKS: usize = 7;
/// Between two of those.
const TRACK_WIDTH: f64 = 8.0;

/// How large a step is drawn, and how much room a name beneath it needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) below: f64,
}

/// A place on the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// A rectangle on the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Area {
    fn middle_y(&self) -> f64 {
        self.y + self.height / 2.0
    }

    fn right(&self) -> f64 {
        self.x + self.width
    }
}

/// One lane across the drawing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Band {
    /// The lane; none for the steps of no organisation.
    pub(crate) lane: Option<ItemId>,
    pub(crate) area: Area,
}

/// A map, laid out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// From the top down. The steps without a lane come last.
    pub(crate) bands: Vec<Band>,
    /// One for each step, in the order of the list.
    pub(crate) steps: Vec<Area>,
    /// One way for each link, in its order: from the edge of the step it leaves to the edge of the one it reaches. It
    /// passes through no step.
    pub(crate) links: Vec<Vec<Point>>,
}

/// Lays a map out.
pub(crate) fn layout(map: &ProcessMap, size: impl Fn(&MapStep) -> Size) -> Layout {
    let place: HashMap<&ItemId, usize> = map
        .steps
        .iter()
        .enumerate()
        .map(|(index, step)| (&step.id, index))
        .collect();
    // A reader of maps shows no link of which an end is missing; should one come all the same, it is not drawn.
    let nowhere = usize::MAX;
    let at = |id| place.get(id).copied().unwrap_or(nowhere);
    let ends: Vec<(usize, usize)> = map
        .links
        .iter()
        .map(|link| (at(&link.from), at(&link.to)))
        .map(|(from, to)| match from.max(to) == nowhere {
            true => (nowhere, nowhere),
            false => (from, to),
        })
        .collect();
    let sizes: Vec<Size> = map.steps.iter().map(size).collect();
    let columns = columns(map, &ends);
    let rows = Rows::of(map, &columns, &sizes);
    let column_count = columns.iter().max().map_or(1, |last| last + 1);
    let width = column_x(column_count);
    let steps: Vec<Area> = (0..map.steps.len())
        .map(|index| {
            let (row, size) = (rows.of_step[index], sizes[index]);
            let (top, height) = rows.places[row];
            Area {
                x: column_x(columns[index]) + (COLUMN_WIDTH - size.width) / 2.0,
                y: top + (height - size.height) / 2.0,
                width: size.width,
                height: size.height,
            }
        })
        .collect();
    let ways = Ways {
        map,
        ends: &ends,
        columns: &columns,
        rows: &rows,
        steps: &steps,
    };
    Layout {
        width,
        height: rows.height,
        bands: rows.bands(width),
        links: (0..map.links.len()).map(|link| ways.way(link)).collect(),
        steps,
    }
}

fn column_x(column: usize) -> f64 {
    LANE_NAME_WIDTH + COLUMN_GAP + number(column) * (COLUMN_WIDTH + COLUMN_GAP)
}

/// Counts here are far below the point where a float no longer holds them.
fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A step stands one column behind the last of those that lead to it; one without any link, behind the one before it in
/// the list.
fn columns(map: &ProcessMap, ends: &[(usize, usize)]) -> Vec<usize> {
    let mut columns: Vec<usize> = Vec::with_capacity(map.steps.len());
    for step in 0..map.steps.len() {
        let before = ends
            .iter()
            .filter(|(from, to)| *to == step && from < to)
            .map(|(from, _)| columns[*from] + 1)
            .max();
        let is_linked = ends.iter().any(|(from, to)| *from == step || *to == step);
        columns.push(match before {
            Some(column) => column,
            None if is_linked => 0,
            None => columns.last().map_or(0, |last| last + 1),
        });
    }
    columns
}

/// The rows of all lanes, from the top down.
struct Rows {
    /// Top and height of each.
    places: Vec<(f64, f64)>,
    /// The row of each step.
    of_step: Vec<usize>,
    /// Lanes with their top and height.
    lanes: Vec<(Option<ItemId>, f64, f64)>,
    height: f64,
}

impl Rows {
    fn of(map: &ProcessMap, columns: &[usize], sizes: &[Size]) -> Self {
        let lane_of = |step: &MapStep| {
            let lane = map
                .lanes
                .iter()
                .position(|lane| step.lane.as_ref() == Some(&lane.id));
            lane.unwrap_or(map.lanes.len())
        };
        let lane_of: Vec<usize> = map.steps.iter().map(lane_of).collect();
        // Within a lane, a step takes the first row that is free in its column.
        let mut taken: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut sub_rows = vec![1; map.lanes.len() + 1];
        let mut sub_row_of = Vec::with_capacity(map.steps.len());
        for (index, lane) in lane_of.iter().enumerate() {
            let free = taken.entry((*lane, columns[index])).or_insert(0);
            sub_row_of.push(*free);
            *free += 1;
            sub_rows[*lane] = sub_rows[*lane].max(*free);
        }
        let has_no_lane = lane_of.contains(&map.lanes.len());
        let shown = map.lanes.len() + usize::from(has_no_lane || map.lanes.is_empty());
        let mut first_row = Vec::with_capacity(shown);
        let mut places = Vec::new();
        let mut lanes = Vec::with_capacity(shown);
        let mut y = 0.0;
        for (lane, rows) in sub_rows.iter().enumerate().take(shown) {
            let top = y;
            first_row.push(places.len());
            y += LANE_PADDING;
            for sub_row in 0..*rows {
                let heights = (0..map.steps.len())
                    .filter(|index| lane_of[*index] == lane && sub_row_of[*index] == sub_row)
                    .map(|index| sizes[index].height + 2.0 * sizes[index].below);
                let height = heights.fold(48.0, f64::max);
                places.push((y, height));
                y += height + ROW_GAP;
            }
            let id = map.lanes.get(lane).map(|lane| lane.id.clone());
            lanes.push((id, top, y - top));
        }
        Self {
            places,
            of_step: lane_of
                .iter()
                .zip(&sub_row_of)
                .map(|(lane, sub_row)| first_row[*lane] + sub_row)
                .collect(),
            lanes,
            height: y,
        }
    }

    fn bands(&self, width: f64) -> Vec<Band> {
        let band = |(lane, y, height): &(Option<ItemId>, f64, f64)| Band {
            lane: lane.clone(),
            area: Area {
                x: 0.0,
                y: *y,
                width,
                height: *height,
            },
        };
        self.lanes.iter().map(band).collect()
    }

    /// In the room beneath a row, the place of the link that comes so many behind the first one there.
    fn beneath(&self, row: usize, behind: usize) -> f64 {
        let (top, height) = self.places[row];
        top + height + ROW_GAP / 2.0 + (number(behind % 5) - 2.0) * 6.0
    }
}

/// Finds the way of each link: along gaps only, so that it passes through no step.
struct Ways<'a> {
    map: &'a ProcessMap,
    ends: &'a [(usize, usize)],
    columns: &'a [usize],
    rows: &'a Rows,
    steps: &'a [Area],
}

impl Ways<'_> {
    fn way(&self, link: usize) -> Vec<Point> {
        let (from, to) = self.ends[link];
        let (Some(leaves), Some(reaches)) = (self.steps.get(from), self.steps.get(to)) else {
            return Vec::new();
        };
        let begin = Point {
            x: leaves.right(),
            y: self.port(link, from, |(from, _)| *from, *leaves),
        };
        let end = Point {
            x: reaches.x,
            y: self.port(link, to, |(_, to)| *to, *reaches),
        };
        let (first, last) = (self.columns[from], self.columns[to]);
        let turn_in = self.turn(last, link);
        if first + 1 == last {
            return straight(begin, &[turn_in], &[], end);
        }
        let is_free = self.rows.of_step[from] == self.rows.of_step[to]
            && first < last
            && !self.stands_between(first, last, self.rows.of_step[from]);
        if is_free {
            return straight(begin, &[turn_in], &[], end);
        }
        let row = self.rows.of_step[from];
        let in_row = |(from, _): &&(usize, usize)| self.rows.of_step.get(*from) == Some(&row);
        let behind = self.ends[..link].iter().filter(in_row).count();
        let beneath = self.rows.beneath(row, behind);
        straight(
            begin,
            &[self.turn(first + 1, link), turn_in],
            &[beneath],
            end,
        )
    }

    /// In the gap before a column, where a link turns: beside those that turn there already.
    fn turn(&self, column: usize, link: usize) -> f64 {
        let turns_there = |(from, to): &&(usize, usize)| {
            let column_of = |step: &usize| self.columns.get(*step).copied();
            column_of(to) == Some(column) || column_of(from).map(|from| from + 1) == Some(column)
        };
        let behind = self.ends[..link].iter().filter(turns_there).count();
        column_x(column) - 18.0 - number(behind % TRACKS) * TRACK_WIDTH
    }

    fn stands_between(&self, first: usize, last: usize, row: usize) -> bool {
        (0..self.steps.len()).any(|step| {
            self.rows.of_step[step] == row && (first + 1..last).contains(&self.columns[step])
        })
    }

    /// Where a link leaves or reaches a step: several share its side evenly, but those of small signs meet in the middle.
    fn port(
        &self,
        link: usize,
        step: usize,
        end: impl Fn(&(usize, usize)) -> usize,
        area: Area,
    ) -> f64 {
        use plenary_protocol::documents::map::MapStepKind;
        let is_sign = !matches!(
            self.map.steps[step].kind,
            MapStepKind::Step | MapStepKind::HandOff
        );
        if is_sign && area.width < COLUMN_WIDTH {
            return area.middle_y();
        }
        let same = |(index, ends): (usize, &(usize, usize))| (end(ends) == step).then_some(index);
        let siblings: Vec<usize> = self.ends.iter().enumerate().filter_map(same).collect();
        let place = siblings
            .iter()
            .position(|index| *index == link)
            .unwrap_or_default();
        area.y + area.height * number(place + 1) / number(siblings.len() + 1)
    }
}

fn straight(begin: Point, turns: &[f64], levels: &[f64], end: Point) -> Vec<Point> {
    let mut way = vec![begin];
    let mut y = begin.y;
    for (index, x) in turns.iter().enumerate() {
        let next = levels.get(index).copied().unwrap_or(end.y);
        if (next - y).abs() < 0.5 {
            continue;
        }
        way.push(Point { x: *x, y });
        way.push(Point { x: *x, y: next });
        y = next;
    }
    way.push(end);
    way
}

/// Whether a link leads back, in words that go behind its label.
pub(crate) fn back_in_words(map: &ProcessMap, link: &MapLink) -> Option<String> {
    let number = map.steps.iter().position(|step| step.id == link.to)? + 1;
    link.is_back.then(|| format!("back to {number}"))
}
