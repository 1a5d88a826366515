const AdmZip = require("adm-zip")

function unpack(file, folder) {
  for (const entry of new AdmZip(file).getEntries()) {
    const target = path.resolve(folder, entry.entryName)
    if (!target.startsWith(folder + path.sep)) throw new Error("entry leaves the folder")
    fs.writeFileSync(target, entry.getData())
  }
}
