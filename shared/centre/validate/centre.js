/** Whether the centre itself writes: its administrators, or the relay that carries papers between databases. */
export function centre(user) {
  return user.roles.indexOf('_admin') !== -1 || user.roles.indexOf('relay') !== -1;
}
