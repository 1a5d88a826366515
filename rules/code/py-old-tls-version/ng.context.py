import ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLSv1)  # tipstaff-expect
other = ssl.create_default_context()
other.minimum_version = ssl.TLSVersion.TLSv1_1  # tipstaff-expect
