import { svg, html, type TemplateResult } from 'lit';
import type { RegionView, Stroke } from '../../../src/panel/region/protocol.ts';

/** The region over the thumbnail of its image. Hidden from screen readers, because the text beside it says the same. */
export function viewRegionOverlay({ width, height, strokes }: RegionView): TemplateResult {
  return html`
    <svg class="region-overlay" viewBox="0 0 ${width} ${height}" aria-hidden="true">
      <mask id="region-mask" maskUnits="userSpaceOnUse">${strokes.map(viewStroke)}</mask>
      <rect class="marked" width=${width} height=${height} mask="url(#region-mask)"></rect>
    </svg>
  `;
}

/** White is marked, and black is erased again. */
function viewStroke(stroke: Stroke): TemplateResult {
  const color = stroke.erase === true ? 'black' : 'white';
  if (stroke.kind === 'rectangle') {
    const { x, y, width, height } = stroke;
    return svg`<rect x=${x} y=${y} width=${width} height=${height} fill=${color}></rect>`;
  }
  const [first = [0, 0]] = stroke.points;
  // A line back to its start is a dot.
  const points = [...stroke.points, ...(stroke.points.length === 1 ? [first] : [])];
  return svg`<polyline
    points=${points.map((point) => point.join(',')).join(' ')}
    fill="none"
    stroke=${color}
    stroke-width=${stroke.radius * 2}
    stroke-linecap="round"
    stroke-linejoin="round"
  ></polyline>`;
}
