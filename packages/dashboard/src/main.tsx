import { render } from 'preact';
import { App } from './app.tsx';
import { startClock } from './clock/server-clock.ts';
import './styles/base.css';
import './styles/controls.css';
import './styles/fleet.css';
import { startTheme } from './theme/theme.ts';

startTheme();
startClock();
const root = document.querySelector('#app');
if (root) render(<App />, root);
