package unpack

import (
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
)

func unzip(archive *zip.Reader, folder string) error {
	for _, file := range archive.File {
		if !filepath.IsLocal(file.Name) {
			return errors.New("entry leaves the folder")
		}
		out, err := os.Create(filepath.Join(folder, file.Name))
		if err != nil {
			return err
		}
		out.Close()
	}
	return nil
}
