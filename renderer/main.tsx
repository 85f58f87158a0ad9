import '@mantine/core/styles.layer.css';
import '@mantine/dates/styles.layer.css';
import './theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startConnection } from './client/connection.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
startConnection();
createRoot(root).render(<App />);
