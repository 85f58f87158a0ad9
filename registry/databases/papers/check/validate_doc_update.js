export { papers } from '../../../../shared/centre/validate/papers.js';
