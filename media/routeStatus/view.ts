import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type {
  EvidenceView,
  FromStatusPage,
  GatewayView,
  RouteView,
} from '../../src/routePage/protocol.ts';
import type { StatusStrings } from '../../src/routePage/stringsProtocol.ts';
import { countRoutes, filterRoutes, type StatusState } from './state.ts';
import { fill } from '../shared/fill.ts';

/** The shapes differ so that color is not the only difference; a label always follows. */
const ICONS: Readonly<Record<RouteView['state'], string>> = {
  working: 'pass',
  caution: 'warning',
  down: 'error',
  retired: 'circle-slash',
  unknown: 'question',
};

export interface StatusUi {
  readonly send: (message: FromStatusPage) => void;
  readonly filter: (text: string) => void;
}

interface Context {
  readonly strings: StatusStrings;
  readonly ui: StatusUi;
}

/** Renders the page. Text from gateways and models goes only through Lit's text bindings, so it stays text. */
export function statusPage(state: StatusState, ui: StatusUi): TemplateResult | typeof nothing {
  const { strings, view, saved } = state;
  if (strings === undefined || view === undefined) return nothing;
  const gateways = filterRoutes(view, saved.filter);
  const [shown, all] = [countRoutes(gateways), countRoutes(view.gateways)];
  const context = { strings, ui };
  const isFiltered = saved.filter.trim() !== '';
  return html`
    <main>
      <h1>${strings.title}</h1>
      <div class="filter">
        <vscode-label for="filter">${strings.filter}</vscode-label>
        <vscode-textfield
          id="filter"
          type="search"
          .placeholder=${strings.filterHint}
          .value=${saved.filter}
          @input=${({ currentTarget }: Event) => {
            ui.filter((currentTarget as VscodeTextfield).value);
          }}
        ></vscode-textfield>
        <span class="hint" role="status"> ${fill(strings.routeCount, shown, all)} </span>
        <vscode-button
          secondary
          ?disabled=${view.ownCount === 0}
          @click=${() => {
            ui.send({ type: 'clear-observations' });
          }}
        >
          ${fill(strings.clearObservations, view.ownCount)}
        </vscode-button>
      </div>
      ${
        shown === 0
          ? html`<p>${strings.noMatches}</p>`
          : repeat(
              gateways,
              ({ id }) => id,
              (gateway) => (isFiltered ? viewMatches : viewGateway)(gateway, context),
            )
      }
    </main>
  `;
}

/** Renders a gateway while there is no filter. It is folded unless it is in use, and so are its routes without information. */
function viewGateway(gateway: GatewayView, context: Context): TemplateResult {
  const { label, location: where, summary, isInUse, routes } = gateway;
  const known = routes.filter(({ isKnown }) => isKnown);
  const unknown = routes.filter(({ isKnown }) => !isKnown);
  return html`
    <section aria-label=${label}>
      <details class="gateway" ?open=${isInUse}>
        <summary>
          <h2>${label} <span class="hint">${where}</span></h2>
          <span class="hint">${summary}</span>
        </summary>
        ${viewProbe(gateway, context)} ${viewRoutes(known, label, context)}
        ${
          unknown.length === 0
            ? nothing
            : html`<details class="unknown">
                <summary>${fill(context.strings.unknownRoutes, unknown.length)}</summary>
                ${viewRoutes(unknown, label, context)}
              </details>`
        }
      </details>
    </section>
  `;
}

/** Renders the routes of a gateway that match the filter. Nothing that was searched for is folded. */
function viewMatches(gateway: GatewayView, context: Context): TemplateResult {
  const { label, location: where, routes } = gateway;
  return html`
    <section aria-label=${label}>
      <h2>${label} <span class="hint">${where}</span></h2>
      ${viewProbe(gateway, context)} ${viewRoutes(routes, label, context)}
    </section>
  `;
}

function viewProbe({ id, label, probe }: GatewayView, { strings, ui }: Context): TemplateResult {
  return html`
    <div class="line">
      <vscode-button
        secondary
        ?disabled=${probe?.isBusy === true}
        aria-label=${fill(strings.probeGateway, label)}
        @click=${() => {
          ui.send({ type: 'probe', gateway: id });
        }}
      >
        ${strings.probe}
      </vscode-button>
      ${probe === undefined ? nothing : html`<p class="hint" role="status">${probe.text}</p>`}
    </div>
  `;
}

function viewRoutes(
  routes: readonly RouteView[],
  gateway: string,
  context: Context,
): TemplateResult | typeof nothing {
  if (routes.length === 0) return nothing;
  return html`
    <ul class="routes">
      ${repeat(
        routes,
        ({ key }) => key,
        (route) => viewRoute(route, gateway, context),
      )}
    </ul>
  `;
}

function viewRoute(route: RouteView, gateway: string, context: Context): TemplateResult {
  const { strings, ui } = context;
  const { key, model, operation, state, label, sentence, old, isCurrent, history } = route;
  const name = `${model} · ${operation}`;
  const fullName = `${name} (${gateway})`;
  return html`
    <li class="route ${old ? 'old' : ''}">
      <span class="state ${state}"> <vscode-icon name=${ICONS[state]}></vscode-icon>${label} </span>
      <div class="about">
        <h3>
          ${name} ${isCurrent ? html`<vscode-badge>${strings.current}</vscode-badge>` : nothing}
        </h3>
        <p>${sentence}</p>
        ${route.breaker === undefined ? nothing : html`<p>${route.breaker}</p>`}
        ${route.price === undefined ? nothing : html`<p class="hint">${route.price}</p>`}
        ${history.length === 0 ? nothing : viewHistory(history, context)}
      </div>
      <div class="buttons">
        <vscode-button
          secondary
          aria-label=${fill(strings.useRoute, fullName)}
          @click=${() => {
            ui.send({ type: 'use', route: key });
          }}
        >
          ${strings.use}
        </vscode-button>
        <vscode-button
          secondary
          aria-label=${fill(strings.retestRoute, fullName)}
          @click=${() => {
            ui.send({ type: 'retest', route: key });
          }}
        >
          ${strings.retest}
        </vscode-button>
      </div>
    </li>
  `;
}

function viewHistory(history: readonly EvidenceView[], context: Context): TemplateResult {
  return html`
    <details>
      <summary>${fill(context.strings.history, history.length)}</summary>
      <ol>
        ${history.map((one) => viewEvidence(one, context))}
      </ol>
    </details>
  `;
}

function viewEvidence(one: EvidenceView, { strings, ui }: Context): TemplateResult {
  const { state, label, text, claim, superseded, old, source } = one;
  const marks = [superseded ? strings.superseded : '', old ? strings.outdated : ''];
  const labels = [label, ...marks.filter((mark) => mark !== '')].join(', ');
  return html`
    <li class=${superseded || old ? 'old' : ''}>
      <span class="state ${state}"
        ><vscode-icon name=${state === 'unknown' ? 'info' : ICONS[state]}></vscode-icon
        >${labels}</span
      >
      <p>${text}</p>
      ${claim === undefined ? nothing : html`<p class="hint">${claim}</p>`}
      ${
        source === undefined
          ? nothing
          : html`<p class="source">
              <span class="hint">${source.address}</span>
              <vscode-button
                secondary
                icon="link-external"
                aria-label=${fill(strings.openSourceAt, source.address)}
                @click=${() => {
                  ui.send({ type: 'open-source', source: source.id });
                }}
              >
                ${strings.openSource}
              </vscode-button>
            </p>`
      }
    </li>
  `;
}
