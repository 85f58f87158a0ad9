/** A page's only request to the shell: to be connected to the office. */
export const CONNECT = 'kense:connect';

/** The page's own address; nothing else is ever loaded. */
export const PAGE = 'kense://app/';
