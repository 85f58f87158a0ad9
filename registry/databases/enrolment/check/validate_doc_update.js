export { enrolment } from '../../../../shared/centre/validate/enrolment.js';
