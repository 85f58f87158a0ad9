export { office } from '../../../../shared/centre/validate/office.js';
