import { render } from 'preact';
import { App } from './app.tsx';
import { startClock } from './clock/server-clock.ts';
import './design/tokens.css';
import './design/base.css';
import './design/controls.css';
import './design/surfaces.css';
import './shell/shell.css';
import { prefixLinks } from './location/location.tsx';
import { startKeys } from './shell/keys.ts';
import { startTheme } from './theme/theme.ts';

prefixLinks();
startTheme();
startClock();
startKeys();
const root = document.querySelector('#app');
if (root) render(<App />, root);
