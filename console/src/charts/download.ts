/** What leaves the page as a file. */
export function save(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** RFC 4180; what a spreadsheet would take for a formula gets an apostrophe before it. */
export function csv(rows: (string | number | null)[][]): string {
  return rows
    .map((row) =>
      row
        .map((cell) => {
          if (cell === null) {
            return '';
          }
          const text =
            typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
          return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        })
        .join(','),
    )
    .join('\r\n')
    .concat('\r\n');
}

const KEPT = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'opacity',
];

/** A picture of its own: every colour in it, and a ground below it. */
export function svgText(chart: SVGSVGElement, title: string, caption: string[]): string {
  const box = chart.getBoundingClientRect();
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const styled = [...chart.querySelectorAll<SVGElement>('*')];
  copy.querySelectorAll<SVGElement>('*').forEach((element, i) => {
    const from = styled[i];
    if (from !== undefined) {
      const style = getComputedStyle(from);
      KEPT.forEach((name) => element.setAttribute(name, style.getPropertyValue(name)));
      element.removeAttribute('class');
    }
  });
  copy.querySelectorAll('[data-reading]').forEach((element) => element.remove());
  const pad = 16;
  const above = 30;
  const below = caption.length * 16 + (caption.length > 0 ? 12 : 0);
  const width = box.width + 2 * pad;
  const height = above + box.height + 2 * pad + below;
  const root = getComputedStyle(document.documentElement);
  const body = getComputedStyle(document.body);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('viewBox', `${-pad} ${-pad - above} ${width} ${height}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.removeAttribute('class');
  copy.removeAttribute('tabindex');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('x', String(-pad));
  ground.setAttribute('y', String(-pad - above));
  ground.setAttribute('width', String(width));
  ground.setAttribute('height', String(height));
  ground.setAttribute('fill', surface(root));
  copy.prepend(ground);
  const write = (line: string, y: number, size: number, weight: number) => {
    const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    text.textContent = line;
    text.setAttribute('x', '0');
    text.setAttribute('y', String(y));
    text.setAttribute('font-size', String(size));
    text.setAttribute('font-weight', String(weight));
    text.setAttribute('font-family', body.fontFamily);
    text.setAttribute('fill', body.color);
    copy.append(text);
  };
  write(title, -above + 8, 15, 640);
  caption.forEach((line, i) => write(line, box.height + 18 + i * 16, 11, 400));
  return new XMLSerializer().serializeToString(copy);
}

function surface(root: CSSStyleDeclaration): string {
  return root.colorScheme === 'dark' ||
    (root.colorScheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
    ? '#151a21'
    : '#ffffff';
}

/** Twice as fine as on the screen. */
export async function png(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob))),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
