import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import './theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { inBrowser, startConnection } from './client/connection.ts';
import { askBeforeLeaving } from './intake/ask-before-leaving.ts';
import { keeper } from './intake/use-drafts.ts';
import { refuseDrops } from './refuse-drops.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
startConnection();
if (inBrowser()) askBeforeLeaving(window, keeper.isUnsaved);
refuseDrops(window);
createRoot(root).render(<App />);
