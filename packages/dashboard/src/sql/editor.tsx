// The editor is CodeMirror 6. It lives in a shadow root: there it puts its style sheets as constructed ones, which the
// content security policy allows, and the page's rules do not reach into it.
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { sql, SQLDialect } from '@codemirror/lang-sql';
import type { SQLNamespace } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type TransactionSpec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

const clickHouse = SQLDialect.define({
  keywords:
    'select from where group by order limit offset with as and or not in is null between like ilike case when then else end join left right inner full outer cross asof any all on using union distinct having asc desc prewhere final sample settings format array interval over partition window rows range preceding following current row totals rollup cube fill step to if exists true false global explain show describe',
  types:
    'String DateTime DateTime64 Date UInt8 UInt16 UInt32 UInt64 Int8 Int16 Int32 Int64 Float32 Float64 Nullable LowCardinality Array Map Tuple Bool second minute hour day week month year',
  builtin:
    'now toStartOfMinute toStartOfHour toStartOfDay toStartOfInterval toStartOfFiveMinutes count sum avg min max any argMax argMin quantile quantiles median uniq uniqExact groupArray round floor ceil if ifNull nullIf coalesce multiIf toDateTime toDate toUnixTimestamp fromUnixTimestamp64Milli formatReadableSize formatReadableQuantity formatReadableTimeDelta dateDiff least greatest sumIf countIf avgIf maxIf minIf simpleLinearRegression lagInFrame leadInFrame row_number arrayJoin mapKeys mapValues toString toFloat64 toInt64 concat lower upper match extract',
  operatorChars: '*+-%<>!=&|~^/',
  backslashEscapes: true,
  hashComments: false,
});

const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', color: 'var(--text)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.6' },
  '.cm-gutters': { color: 'var(--quiet)', backgroundColor: 'transparent', border: 'none' },
  '.cm-content': { caretColor: 'var(--text)', padding: '10px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--accent-soft)' },
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
});

const highlighting = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warn)' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'light-dark(#6d3fb8, #b79bf5)' },
  { tag: tags.comment, color: 'var(--quiet)', fontStyle: 'italic' },
]);

/** A text that is put into the editor: another object each time, also where the text is the same. */
export interface GivenText {
  readonly text: string;
}

export interface EditorProps {
  /**
   * Never what was typed: that is the editor's own. Handed back to it a moment later it would take away what was typed
   * since.
   */
  given: GivenText;
  /** Views and their columns, for completion. */
  schema: SQLNamespace;
  onText: (text: string) => void;
  onRun: () => void;
}

/**
 * Replaces a selection by what is typed over it. Left to the browser, a selection of several lines is joined into one whose
 * look the browser keeps by inline styles, which the content security policy forbids and reports.
 */
const overSelection = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { main } = view.state.selection;
    if (event.inputType !== 'insertText' || event.data === null || event.isComposing || main.empty)
      return false;
    const text = event.data;
    const replace = (): TransactionSpec => ({
      ...view.state.replaceSelection(text),
      userEvent: 'input.type',
    });
    const isTaken = view.state
      .facet(EditorView.inputHandler)
      .some((handler) => handler(view, main.from, main.to, text, () => view.state.update(replace())));
    if (!isTaken) view.dispatch(replace());
    event.preventDefault();
    return true;
  },
});

const label = EditorView.contentAttributes.of({ 'aria-label': 'Query', 'data-keys': 'own' });

function createEditor(root: ShadowRoot, newest: () => EditorProps, language: Compartment): EditorView {
  return new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: newest().given.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        // Its icons are characters that few fonts have.
        autocompletion({ icons: false }),
        overSelection,
        language.of([]),
        EditorView.lineWrapping,
        theme,
        syntaxHighlighting(highlighting),
        label,
        placeholder('SELECT host, avg(busy_pct) FROM cpu WHERE ts > now() - 300 GROUP BY host'),
        keymap.of([
          { key: 'Mod-Enter', run: () => (newest().onRun(), true) },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...completionKeymap,
        ]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) newest().onText(state.doc.toString());
        }),
      ],
    }),
  });
}

/** Edits a query: colours, completion from the views, Ctrl+Enter runs it. */
export function Editor(props: EditorProps) {
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const language = useRef(new Compartment());
  const newest = useRef(props);
  newest.current = props;
  useLayoutEffect(() => {
    if (!holder.current) return undefined;
    const root = holder.current.shadowRoot ?? holder.current.attachShadow({ mode: 'open' });
    const created = createEditor(root, () => newest.current, language.current);
    view.current = created;
    created.focus();
    return () => created.destroy();
  }, []);
  useEffect(() => {
    const extension = sql({ dialect: clickHouse, schema: props.schema, upperCaseKeywords: true });
    view.current?.dispatch({ effects: language.current.reconfigure(extension) });
  }, [props.schema]);
  useEffect(() => {
    const current = view.current;
    if (current === undefined || current.state.doc.toString() === props.given.text) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: props.given.text } });
  }, [props.given]);
  return <div ref={holder} class="sql-editor" />;
}
