import tarfile


def unpack(name, folder):
    with tarfile.open(name) as tar:
        tar.extractall(folder)  # tipstaff-expect
