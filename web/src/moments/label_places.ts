/** A mark on a map and the text that belongs to it. */
export type Marked = { x: number; y: number; text: string };
export type Room = { left: number; right: number; top: number; bottom: number };
export type Label = { x: number; y: number; anchor: 'start' | 'middle' | 'end' };

const LETTER = 6.4;
const LINE = 14;
const MARK = 6;

const meets = (a: Room, b: Room) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const around = ({ x, y }: { x: number; y: number }): Room => ({ left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK });

/** Where each text stands so that it covers no mark and no other text: beside its mark, above, below; none where there is no place.
 *  `slanted` keeps off the level of the mark first, where whiskers run; `blocked` is where other words stand. */
export function labelPlaces(marks: Marked[], room: Room, { slanted = false, blocked = [] }: { slanted?: boolean; blocked?: Room[] } = {}): (Label | null)[] {
  const taken = [...marks.map(around), ...blocked];
  return marks.map((mark) => {
    const width = mark.text.length * LETTER + 2;
    const tries: Label[] = slanted ? [-9, 9].flatMap((y): Label[] => [{ x: mark.x + 7, y: mark.y + y, anchor: 'start' }, { x: mark.x - 7, y: mark.y + y, anchor: 'end' }]) : [];
    for (const far of [0, 12, 22]) {
      for (const y of far ? [-far, far] : [0]) {
        tries.push({ x: mark.x + 9, y: mark.y + y, anchor: 'start' }, { x: mark.x - 9, y: mark.y + y, anchor: 'end' });
      }
      if (far) tries.push({ x: mark.x, y: mark.y - far, anchor: 'middle' }, { x: mark.x, y: mark.y + far, anchor: 'middle' });
    }
    for (const at of tries) {
      const left = at.anchor === 'start' ? at.x : at.anchor === 'end' ? at.x - width : at.x - width / 2;
      const box = { left, right: left + width, top: at.y - LINE / 2, bottom: at.y + LINE / 2 };
      if (box.left < room.left || box.right > room.right || box.top < room.top || box.bottom > room.bottom) continue;
      if (taken.some((other) => meets(box, other))) continue;
      taken.push(box);
      return at;
    }
    return null;
  });
}
