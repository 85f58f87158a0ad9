export { readOnly } from '../../../../shared/centre/validate/read-only.js';
