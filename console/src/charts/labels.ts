/** Where labels go, so that they cover neither lines nor one another. Pixels; y grows downwards. */
export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

export interface Wanted {
  id: string;
  width: number;
  height: number;
  /** Upper left corners, the best first. */
  places: Point[];
}

export interface Taken {
  boxes: Box[];
  /** Lines with their points in order; null breaks one. */
  lines: (Point | null)[][];
}

const MARGIN = 3;

/**
 * A place for each label for which one is free; the others are left out. Those wanted first choose first.
 */
export function place(wanted: Wanted[], taken: Taken, within: Box): Map<string, Box> {
  const boxes = [...taken.boxes];
  const placed = new Map<string, Box>();
  for (const label of wanted) {
    for (const at of label.places) {
      const box = { ...at, width: label.width, height: label.height };
      if (
        inside(box, within) &&
        !boxes.some((other) => meet(box, other)) &&
        !taken.lines.some((line) => crosses(line, box))
      ) {
        placed.set(label.id, box);
        boxes.push(box);
        break;
      }
    }
  }
  return placed;
}

function inside(box: Box, within: Box): boolean {
  return (
    box.x >= within.x &&
    box.y >= within.y &&
    box.x + box.width <= within.x + within.width &&
    box.y + box.height <= within.y + within.height
  );
}

export function meet(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width + MARGIN &&
    b.x < a.x + a.width + MARGIN &&
    a.y < b.y + b.height + MARGIN &&
    b.y < a.y + a.height + MARGIN
  );
}

/** Whether any part of a line is within the box or its margin. */
export function crosses(line: (Point | null)[], box: Box): boolean {
  for (let i = 0; i < line.length; i++) {
    const from = line[i];
    if (from === null || from === undefined) {
      continue;
    }
    const to = line[i + 1] ?? from;
    if (cuts(from, to, box)) {
      return true;
    }
  }
  return false;
}

/** Liang and Barsky: the part of a segment that is within a box, by its share of the way. */
function cuts(from: Point, to: Point, box: Box): boolean {
  const left = box.x - MARGIN;
  const right = box.x + box.width + MARGIN;
  const top = box.y - MARGIN;
  const bottom = box.y + box.height + MARGIN;
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  let enters = 0;
  let leaves = 1;
  for (const [p, q] of [
    [-dx, from.x - left],
    [dx, right - from.x],
    [-dy, from.y - top],
    [dy, bottom - from.y],
  ] as const) {
    if (p === 0) {
      if (q < 0) {
        return false;
      }
    } else if (p < 0) {
      enters = Math.max(enters, q / p);
    } else {
      leaves = Math.min(leaves, q / p);
    }
  }
  return enters <= leaves;
}

let pen: CanvasRenderingContext2D | null | undefined;
let family = '';

/** How wide a text will be. */
export function textWidth(text: string, size: number, weight: number): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (pen === null) {
    return text.length * size * 0.6;
  }
  if (family === '') {
    // Once: to ask has the whole page styled there and then.
    family = getComputedStyle(document.documentElement).getPropertyValue('--sans');
  }
  pen.font = `${weight} ${size}px ${family}`;
  return pen.measureText(text).width;
}
