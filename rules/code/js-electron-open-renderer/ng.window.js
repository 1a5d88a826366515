const window = new BrowserWindow({
  webPreferences: {
    nodeIntegration: true, // tipstaff-expect
    contextIsolation: false, // tipstaff-expect
  },
})
