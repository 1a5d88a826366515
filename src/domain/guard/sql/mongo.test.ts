import * as fc from "fast-check"
import { expect, test } from "vitest"
import { mongoEffects } from "./mongo.ts"
import { shown } from "./shown.ts"

const effectsOf = (text: string) => mongoEffects(text, { engine: "mongodb", environment: "production" }).map(shown)

test.each([
  ["db.users.deleteMany({})", ["db.delete delete users"]],
  ["db.users.deleteOne({ _id: 1 })", ["db.delete delete users"]],
  ["db['users'].remove({})", ["db.delete delete users"]],
  ['db.getCollection("old users").drop()', ["db.delete drop old users"]],
  ["db.getSiblingDB('shop').users.drop()", ["db.delete drop users"]],
  ["db . users /* all */ . drop ( )", ["db.delete drop users"]],
  ["db.users?.drop?.()", ["db.delete drop users"]],
  ["db.dropDatabase()", ["db.delete drop -"]],
  ["db.dropCollection('users')", ["db.delete drop users"]],
  ["const { deleteMany } = db.users", ["db.delete delete -"]],
  ["const users = db.users; users.deleteMany({})", ["db.delete delete -"]],
  ["db.users.updateMany({}, { $set: { a: 1 } })", ["db.delete update-all users"]],
  ["db.users.updateMany({ $expr: true }, { $set: { a: 1 } })", ["db.delete update-all users"]],
  ["db.users.update({}, { $set: { a: 1 } }, { multi: true })", ["db.delete update-all users"]],
  ["db.users.update({}, { $set: { a: 1 } })", ["db.write users"]],
  ["db.users.updateMany({ a: 2 }, { $set: { a: 1 } })", ["db.write users"]],
  ["db.users.bulkWrite([{ deleteMany: { filter: {} } }])", ["db.write users", "db.delete delete users"]],
  ["db.users.find({}).forEach((u) => db.old.remove({ _id: u._id }))", ["db.read users", "db.delete delete old"]],
  ["db.users.findAndModify({ query: { a: 1 }, remove: true })", ["db.delete delete users"]],
  ["db.runCommand({ drop: 'users' })", ["db.delete drop users"]],
  ["db.runCommand({ delete: 'users', deletes: [] })", ["db.delete delete users"]],
  ["db.adminCommand({ shutdown: 1 })", ["system.change shutdown"]],
  ["db.runCommand(command)", ["unknown a command of MongoDB that is computed"]],
  ["db.createUser({ user: 'bob' })", ["permission.change createUser"]],
  ["rs.stepDown()", ["system.change the replica set or the shards"]],
  ["rs.status(); db.users.find()", ["db.read users"]],
  ["db.users.aggregate([{ $match: {} }, { $out: 'copy' }])", ["db.read users", "db.write -"]],
  ["db.users[method]()", ["unknown a call whose name is computed"]],
  ["db.users.frobnicate()", ["unknown a method of MongoDB's shell that is not known"]],
  ["require('fs')", ["code.run javascript inline"]],
  ["load('clean.js')", ["code.run javascript file"]],
  ["db.users.find({ name: 'db.users.drop()' })", ["db.read users"]],
  ["db.users.find() // db.users.drop()", ["db.read users"]],
  ["db.users.find(`${db.logs.drop()}`)", ["db.read users", "db.delete drop logs"]],
  ["db.users.find({ name: /drop()'/ })", ["db.read users"]],
  ["show dbs", []],
  ["", []],
  ["1 + 1", ["unknown a script that does nothing known"]],
] as const)("%j", (text, effects) => {
  expect(effectsOf(text)).toEqual(effects)
})

const pieces = fc.constantFrom(
  "db",
  ".",
  "users",
  "drop",
  "(",
  ")",
  "{",
  "}",
  "[",
  "]",
  "'",
  '"',
  "`",
  "${",
  "/",
  "//",
  "/*",
  "\\",
  "\n",
  "deleteMany",
  "bulkWrite",
  "?.",
  "runCommand",
)

test("any text has effects and none throws", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join("")),
      ),
      (text) => {
        expect(Array.isArray(effectsOf(text))).toBe(true)
      },
    ),
  )
  expect(effectsOf(" ".repeat(1_048_577))).toEqual(["unknown a script of more than 1 MB"])
})
