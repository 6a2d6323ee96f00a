import { readAddress } from '../../shared/address.ts';
import type { ElectionListing } from '../../shared/election.ts';
import { Format } from '../../shared/format.ts';
import { findingWords } from '../../shared/strings/verify/finding-words.ts';
import { templates as ar } from '../../shared/strings/verify/locales/ar.ts';
import { templates as ru } from '../../shared/strings/verify/locales/ru.ts';
import { verifyWords } from '../../shared/strings/verify/verify-words.ts';
import { chooseLanguage, directionOf, type LanguageTag, msgIn } from '../../shared/strings.ts';
import { applyMarkup } from '../public/apply-markup.ts';
import { checkLog } from './check-log.ts';
import type { PageState } from './page-state.ts';
import { chosenFiles, droppedFiles, type SavedFiles, UnreadableFilesError, zipFiles } from './saved-files.ts';
import { shownIn } from './shown-values.ts';
import type { VerifySpeech } from './verify-speech.ts';
import { archiveOf, verifyView } from './verify-view.ts';

const TEMPLATES = { en: undefined, ru, ar };

/** The page that verifies a log: it holds its state, and writes itself anew from it. */
class VerifyPage {
  readonly #root: HTMLElement;
  readonly #theme: 'light' | 'dark' | null;
  #speech: VerifySpeech;
  #state: PageState = { stage: { at: 'start' }, served: [], dragged: false };

  constructor(root: HTMLElement) {
    this.#root = root;
    const { lang, theme } = readAddress(location.href, navigator.languages);
    this.#theme = theme;
    this.#speech = speechIn(lang);
  }

  async start(): Promise<void> {
    this.#root.replaceChildren();
    if (this.#theme !== null) document.documentElement.dataset.theme = this.#theme;
    this.#speak(this.#speech);
    this.#root.addEventListener('click', this.#press);
    this.#root.addEventListener('change', this.#choose);
    // Wherever on the page it is dropped: a browser would open the file in the page's place.
    for (const name of ['dragenter', 'dragover']) document.addEventListener(name, this.#drag);
    document.addEventListener('dragleave', this.#leave);
    document.addEventListener('drop', this.#drop);
    if (location.protocol !== 'file:') this.#show({ served: await servedElections() });
  }

  #show(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change };
    applyMarkup(this.#root, verifyView(this.#state, this.#speech));
  }

  #speak(speech: VerifySpeech): void {
    this.#speech = speech;
    const { lang } = speech.format;
    document.documentElement.lang = lang;
    document.documentElement.dir = directionOf(lang);
    document.title = `${speech.words.title} – Turnout`;
    this.#show({});
  }

  readonly #press = (event: Event): void => {
    const pressed = event.target instanceof Element ? event.target.closest('[data-check], [data-lang]') : null;
    if (!(pressed instanceof HTMLElement)) return;
    const { check, lang } = pressed.dataset;
    if (lang !== undefined) {
      event.preventDefault();
      this.#speak(speechIn(chooseLanguage(lang, [])));
    }
    if (check !== undefined) void this.#verify(() => fetchArchive(check));
  };

  readonly #choose = (event: Event): void => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.dataset.choose === undefined) return;
    const files = [...(input.files ?? [])];
    // The same folder may be chosen again.
    if (input.dataset.choose !== 'since') input.value = '';
    if (files.length === 0) return;
    if (input.dataset.choose === 'since') void this.#takeHead(files);
    else void this.#verify(() => chosenFiles(files));
  };

  async #takeHead([file]: readonly File[]): Promise<void> {
    const field = this.#field<HTMLTextAreaElement>('[data-since]');
    if (field !== null && file !== undefined) field.value = await file.text();
  }

  readonly #drag = (event: Event): void => {
    event.preventDefault();
    if (!this.#state.dragged) this.#show({ dragged: true });
  };

  readonly #leave = (event: DragEvent): void => {
    // Out of the window, not from one part of the page into another.
    if (event.relatedTarget === null) this.#show({ dragged: false });
  };

  readonly #drop = (event: DragEvent): void => {
    event.preventDefault();
    this.#show({ dragged: false });
    if (event.dataTransfer === null) return;
    const dropped = droppedFiles(event.dataTransfer);
    void this.#verify(() => dropped);
  };

  async #verify(open: () => Promise<SavedFiles>): Promise<void> {
    if (this.#state.stage.at === 'work') return;
    this.#show({ stage: { at: 'work', done: 0, of: 0 } });
    const given = {
      heads: this.#field<HTMLTextAreaElement>('[data-since]')?.value ?? '',
      keys: this.#field<HTMLTextAreaElement>('[data-keys]')?.value ?? '',
    };
    const stage = await checkLog(open, given, (done, of) => this.#show({ stage: { at: 'work', done, of } }));
    this.#show({ stage });
    const says = this.#field('.says h2');
    says?.scrollIntoView({ block: 'center' });
    says?.focus({ preventScroll: true });
  }

  #field<E extends HTMLElement>(selector: string): E | null {
    return this.#root.querySelector<E>(selector);
  }
}

function speechIn(lang: LanguageTag): VerifySpeech {
  const format = new Format(lang, 'UTC');
  const msg = msgIn(TEMPLATES[lang]);
  const findings = findingWords(msg, lang, shownIn(format));
  return { words: verifyWords(msg), findings, format };
}

/** The elections of the server that this page came from; none where it is no such server. */
async function servedElections(): Promise<PageState['served']> {
  const answer = await fetch('/api/v1/elections').catch(() => null);
  if (answer === null || !answer.ok) return [];
  const { elections } = (await answer.json()) as { elections: readonly ElectionListing[] };
  return elections.map(({ id, names }) => ({ id, names }));
}

/** The whole log of an election in one request. @throws UnreadableFilesError */
async function fetchArchive(election: string): Promise<SavedFiles> {
  const address = archiveOf(election);
  const answer = await fetch(address).catch((error: unknown) => {
    throw new UnreadableFilesError({ kind: 'no-answer', address }, error);
  });
  if (!answer.ok) throw new UnreadableFilesError({ kind: 'answer', address, status: answer.status });
  return zipFiles(new Uint8Array(await answer.arrayBuffer()));
}

const root = document.querySelector<HTMLElement>('#page');
if (root !== null) void new VerifyPage(root).start();
