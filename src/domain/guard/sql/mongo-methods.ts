/** The methods of MongoDB's shell and the commands of its server, by what they do. */

export type MongoKind =
  | "none"
  | "read"
  | "write"
  | "delete"
  | "drop"
  | "update-many"
  | "find-modify"
  | "permission"
  | "system"
  | "code"
  | "export"
  | "command"

const byName = (kinds: Partial<Record<MongoKind, string>>): ReadonlyMap<string, MongoKind> =>
  new Map((Object.keys(kinds) as MongoKind[]).flatMap((kind) => (kinds[kind] ?? "").split(" ").map((name): [string, MongoKind] => [name, kind])))

export const methodKinds = byName({
  delete: "deleteMany deleteOne findOneAndDelete remove removeOne convertToCapped",
  drop: "drop dropDatabase dropCollection dropIndex dropIndexes dropSearchIndex",
  "update-many": "updateMany update",
  "find-modify": "findAndModify",
  write:
    "updateOne replaceOne findOneAndUpdate findOneAndReplace insertOne insertMany insert save bulkWrite initializeUnorderedBulkOp initializeOrderedBulkOp renameCollection createIndex createIndexes ensureIndex createCollection createView mapReduce hideIndex unhideIndex reIndex compactStructuredEncryptionData createSearchIndex updateSearchIndex",
  read: "find findOne aggregate count countDocuments estimatedDocumentCount distinct stats storageSize totalSize totalIndexSize dataSize getIndexes getIndices explain validate watch getCollectionNames getCollectionInfos serverStatus hostInfo currentOp getUsers getUser getRoles getRole isMaster hello version listCommands getProfilingStatus latencyStats isCapped getSearchIndexes getLogComponents serverBuildInfo serverCmdLineOpts",
  permission:
    "createUser updateUser dropUser dropAllUsers changeUserPassword grantRolesToUser revokeRolesFromUser createRole updateRole dropRole dropAllRoles grantPrivilegesToRole revokePrivilegesFromRole grantRolesToRole revokeRolesFromRole",
  system: "shutdownServer fsyncLock fsyncUnlock killOp setProfilingLevel setLogLevel enableFreeMonitoring disableFreeMonitoring rotateCertificates",
  code: "eval",
  command: "runCommand adminCommand",
  none: "getCollection getSiblingDB getDB getName getMongo getFullName toString toArray forEach map limit sort skip project pretty hasNext next itcount size count batchSize hint readPref getSession startSession auth logout help print printjson execute getPlanCache",
})

export const commandKinds = byName({
  delete: "delete convertToCapped",
  drop: "drop dropDatabase dropIndexes deleteIndexes",
  write: "insert update findAndModify findandmodify create createIndexes collMod renameCollection bulkWrite mapReduce reIndex compact",
  read: "find aggregate count distinct listCollections listDatabases listIndexes collStats dbStats explain serverStatus currentOp usersInfo rolesInfo getMore validate dbHash buildInfo getParameter connectionStatus getLog top",
  permission:
    "createUser updateUser dropUser dropAllUsersFromDatabase grantRolesToUser revokeRolesFromUser createRole updateRole dropRole dropAllRolesFromDatabase grantPrivilegesToRole revokePrivilegesFromRole grantRolesToRole revokeRolesFromRole",
  system:
    "shutdown setParameter replSetReconfig replSetInitiate replSetStepDown replSetResizeOplog fsync killOp killSessions killAllSessions logRotate profile removeShard moveChunk shardCollection setFeatureCompatibilityVersion enableSharding",
  code: "eval $eval",
  none: "ping hello isMaster ismaster whatsmyip",
})
