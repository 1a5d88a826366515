const AdmZip = require("adm-zip")

function unpack(file, folder) {
  for (const entry of new AdmZip(file).getEntries()) {
    fs.writeFileSync(path.join(folder, entry.entryName), entry.getData()) // tipstaff-expect
  }
}
