import tarfile
import zipfile


def unpack(name, folder):
    with tarfile.open(name) as tar:
        tar.extractall(folder, filter="data")


def unzip(name, folder):
    with zipfile.ZipFile(name) as archive:
        archive.extractall(folder)
