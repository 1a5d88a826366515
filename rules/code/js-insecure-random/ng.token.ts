export function createSessionToken(): string {
  return Math.random().toString(36).slice(2) // tipstaff-expect
}

export function reset(user: User) {
  const resetToken = String(Math.random()).slice(2) // tipstaff-expect
  const user2 = { ...user, otpSecret: Math.random().toString(16) } // tipstaff-expect
  return [resetToken, user2]
}
