from Crypto.Cipher import AES, DES


def seal(key, text):
    one = DES.new(key, DES.MODE_CBC, text[:8])  # tipstaff-expect
    two = AES.new(key, AES.MODE_ECB)  # tipstaff-expect
    return one.encrypt(text) + two.encrypt(text)
