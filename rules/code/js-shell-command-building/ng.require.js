const { exec } = require("child_process")

module.exports.archive = function (folder, done) {
  const command = "tar czf backup.tgz " + folder
  exec(command, done) // tipstaff-expect
}
