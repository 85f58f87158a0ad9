export { scans } from '../../../../shared/centre/validate/scans.js';
