async function find(req, prisma) {
  const term = req.body.term.trim()
  return prisma.$queryRawUnsafe(`SELECT * FROM notes WHERE body LIKE '%${term}%'`) // tipstaff-expect
}
