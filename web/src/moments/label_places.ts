/** A mark on a map and the text that belongs to it. */
export type Marked = { x: number; y: number; text: string };
export type Room = { left: number; right: number; top: number; bottom: number };
export type Label = { x: number; y: number; anchor: 'start' | 'middle' | 'end' };

const LETTER = 6.4;
const LINE = 14;
const MARK = 6;

type Box = { left: number; right: number; top: number; bottom: number };
const meets = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const around = ({ x, y }: { x: number; y: number }): Box => ({ left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK });

/** Where each text stands so that it covers no mark and no other text: beside its mark, above, below; none where there is no place. */
export function labelPlaces(marks: Marked[], room: Room): (Label | null)[] {
  const taken = marks.map(around);
  return marks.map((mark) => {
    const width = mark.text.length * LETTER + 2;
    const tries: Label[] = [];
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
