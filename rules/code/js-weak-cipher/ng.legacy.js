const crypto = require("crypto")

function seal(key, iv, text) {
  const cipher = crypto.createCipher("aes192", key) // tipstaff-expect
  const other = crypto.createCipheriv("des-ede3-cbc", key, iv) // tipstaff-expect
  const third = crypto.createCipheriv("aes-128-ecb", key, null) // tipstaff-expect
  return [cipher, other, third].map((each) => each.update(text))
}
