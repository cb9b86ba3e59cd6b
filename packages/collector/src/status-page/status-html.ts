import { htmlText } from '../html-text.ts';
import { dayMs, type StatusGroup, type StatusModel } from './status-model.ts';

type Line = Omit<StatusGroup, 'members'>;

/** The page asks for itself again so often, in seconds. */
const refreshS = 60;
/** Percent of a day from which on it counts as whole, and as nearly so. */
const levels = { whole: 99.9, nearly: 98 } as const;
const bar = { width: 8, step: 10, height: 26 } as const;

/** The page for people without an account: no script, its style is a file of the dashboard. */
export function statusHtml(model: StatusModel, basePath: string): string {
  const { groups, asOfMs } = model;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${refreshS}">
<meta name="robots" content="noindex">
<title>Status</title>
<link rel="icon" href="${basePath}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${basePath}/status-page.css">
</head>
<body>
<main>
<h1>Status</h1>
<p class="summary ${toneOf(sumOfLines(groups))}">${summary(groups)}</p>
${groups.map((group) => section(group, model)).join('\n')}
</main>
<footer>
<p>As of <time datetime="${new Date(asOfMs).toISOString()}">${utcText(asOfMs)} UTC</time>. Each bar is a day (UTC), the last one today. Availability is the share of time in which a host was measured.</p>
</footer>
</body>
</html>
`;
}

/** Answer where the page is switched off. */
export function noStatusHtml(basePath: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No status page</title>
<link rel="stylesheet" href="${basePath}/status-page.css">
</head>
<body>
<main>
<h1>There is no status page here</h1>
<p><a href="${basePath}/">Sign in to see the fleet</a></p>
</main>
</body>
</html>
`;
}

function section({ members, ...group }: StatusGroup, model: StatusModel): string {
  const lines = members.map((member) => line(member, model, 'h3')).join('\n');
  return `<section>\n${line(group, model, 'h2')}${lines === '' ? '' : `\n<div class="members">\n${lines}\n</div>`}\n</section>`;
}

function line(of: Line, { firstDayMs }: StatusModel, heading: 'h2' | 'h3'): string {
  return `<div class="line">
<${heading}>${htmlText(of.name)}</${heading}>
<p class="state ${toneOf(of)}">${stateText(of)}</p>
${bars(of, firstDayMs)}
<p class="available">${of.availablePct === null ? 'Not a full hour known yet' : `${percent(of.availablePct)} available`}</p>
</div>`;
}

/** A bar for each day: lower when less of the day was measured, so that colour is not the only difference. */
function bars({ name, days }: Line, firstDayMs: number): string {
  const { width, step, height } = bar;
  const rects = days.map((pct, i) => {
    const level = levelOf(pct);
    const share = { whole: 1, nearly: 0.75, broken: 0.5, unknown: 0.12 }[level];
    const tall = Math.round(height * share);
    const day = new Date(firstDayMs + i * dayMs).toISOString().slice(0, 10);
    return `<rect class="${level}" x="${i * step}" y="${height - tall}" width="${width}" height="${tall}" rx="1"><title>${day}: ${pct === null ? 'not known' : percent(pct)}</title></rect>`;
  });
  const known = days.filter((pct) => pct !== null).length;
  return `<svg viewBox="0 0 ${days.length * step} ${height}" preserveAspectRatio="none" role="img" aria-label="${htmlText(name)}: availability of the last ${known} days">${rects.join('')}</svg>`;
}

function levelOf(pct: number | null): 'whole' | 'nearly' | 'broken' | 'unknown' {
  if (pct === null) return 'unknown';
  if (pct >= levels.whole) return 'whole';
  return pct >= levels.nearly ? 'nearly' : 'broken';
}

/** Never rounded up to 100 %. */
function percent(pct: number): string {
  return `${(Math.floor(pct * 100) / 100).toFixed(2)} %`;
}

type Count = Pick<Line, 'live' | 'hosts'>;

function sumOfLines(lines: readonly Count[]): Count {
  return lines.reduce((sum, { live, hosts }) => ({ live: sum.live + live, hosts: sum.hosts + hosts }), {
    live: 0,
    hosts: 0,
  });
}

function toneOf({ live, hosts }: Count): 'good' | 'warn' | 'bad' | 'off' {
  if (hosts === 0) return 'off';
  if (live === hosts) return 'good';
  return live === 0 ? 'bad' : 'warn';
}

function summary(groups: readonly Count[]): string {
  const { live, hosts } = sumOfLines(groups);
  if (hosts === 0) return 'Nothing to show yet: no host of this page has sent anything.';
  if (live === hosts) return 'Everything is up.';
  return `${hosts - live} of ${hosts} ${hosts === 1 ? 'host' : 'hosts'} ${hosts - live === 1 ? 'does' : 'do'} not answer.`;
}

function stateText({ live, hosts }: Count): string {
  if (hosts === 1) return live === 1 ? 'Up' : 'Does not answer';
  return live === hosts ? `All ${hosts} up` : `${live} of ${hosts} up`;
}

function utcText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
