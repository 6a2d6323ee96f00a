import { html, nothing } from 'lit';
import { type LogSummary, witnessCount } from '../../shared/bulletin-log/summary.ts';
import { isStopped } from '../../shared/rehearsal-clock.ts';
import { setApart } from '../../shared/strings/set-apart.ts';
import '../elements/freshness-badge.ts';
import '../elements/turnout-bar.ts';
import { linkCode, logPrint } from './panels.ts';
import type { WallView } from './wall-view.ts';

/** One number, one sentence, one code: what a camera takes away. */
export function pressScene(view: WallView) {
  const { snapshot, description, earlier, speech, aged } = view;
  const { format } = speech;
  const { issued, registered, turnoutPct } = snapshot.total;
  const number = format.percentNumber(turnoutPct);
  return html`<main class="press-scene">
    <div class="press-top">
      <div class="press-number ${number.length > 5 ? 'wide' : ''} ${number.includes(',') ? 'comma' : ''}" data-panel="total">
        <span data-figure="percent">${number}</span>${turnoutPct === null ? nothing : html`<span class="sign">${format.percentSign()}</span>`}
      </div>
      ${
        aged
          ? nothing
          : html`<freshness-badge
              stacked
              .state=${view.state}
              .asOf=${snapshot.asOf}
              .nextAt=${snapshot.nextAt}
              ?stopped=${isStopped(snapshot)}
              .ageMs=${view.ageMs}
              .nowMs=${view.nowMs}
              .date=${true}
              .speech=${speech}
            ></freshness-badge>`
      }
    </div>
    <turnout-bar .pct=${turnoutPct} .earlierPct=${earlier?.total.turnoutPct ?? null}></turnout-bar>
    <div class="press-low">
      <p role="heading" aria-level="1">
        ${setApart(
          speech.strings.pressSentence,
          html`<b data-figure="issued"><bdi>${format.count(issued)}</bdi></b>`,
          html`<b data-figure="registered"><bdi>${format.count(registered)}</bdi></b>`,
        )}
        <bdi class="press-election">${speech.name(description.names)}</bdi>
      </p>
      <div class="press-code">
        ${linkCode(view)}
        <span data-snapshot>${speech.strings.snapshot(format.count(snapshot.number))}</span>
        ${view.log === null ? nothing : logHead(view.log, speech)}
      </div>
    </div>
  </main>`;
}

/** The head of the log of bulletins, and who signed it, for a camera to keep. */
function logHead(log: LogSummary, { strings, format }: WallView['speech']) {
  const { signed, of, contradicted } = witnessCount(log);
  return html`<span class="log" data-log=${log.size}>
    ${strings.logUpTo(format.count(log.size - 1))}: ${logPrint(log)}
    ${of === 0 ? nothing : html`<br />${strings.logWitnesses(format.count(signed), format.count(of))}`}
    ${contradicted ? html`<br /><b>${strings.logContradicted}</b>` : nothing}
  </span>`;
}
