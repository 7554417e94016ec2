// A planted room: 24 people in three sectors at four tables, the voluntary sector two levels below the others on one domain.

/** The people, by the places of their sector and table in the workshop. */
export const PEOPLE = Array.from({ length: 24 }, (_, index) => ({ sector: index % 3, place: Math.floor(index / 3), table: Math.floor(index / 6) }));

// What the eight people of each sector mark on the first domain. The second sector is the voluntary one; nobody is of one
// mind, or the groups would rightly be withheld.
const SHIFTED = [
  [3, 3, 3, 3, 3, 2, 4, 4],
  [1, 1, 1, 1, 1, 2, 2, 3],
  [3, 3, 3, 3, 3, 4, 2, 1],
];
// In the second round two of the voluntary sector and one of health have come up.
const LATER = [SHIFTED[0], [1, 1, 1, 2, 2, 2, 2, 3], [3, 3, 3, 3, 3, 4, 2, 2]];
// On most others every sector stands alike; on the second domain everybody is at one level.
const ALIKE = [
  [2, 2, 2, 2, 2, 1, 3, 4],
  [2, 2, 2, 2, 2, 2, 2, 2],
  [3, 3, 3, 2, 2, 2, 3, 2],
  [1, 2, 2, 3, 2, 2, 3, 4],
  [3, 3, 3, 3, 3, 3, 2, 4],
];

/** What a person marks in the first round. */
export const inRoundOne = ({ sector, place }, _, index) => (index === 0 ? SHIFTED[sector][place] : ALIKE[index % ALIKE.length][place]);

/** What the same person marks in the second round. */
export const inRoundTwo = ({ sector, place }, domain, index) => (index === 0 ? LATER[sector][place] : inRoundOne({ sector, place }, domain, index));
