package unpack

import (
	"archive/zip"
	"os"
	"path/filepath"
)

func unzip(archive *zip.Reader, folder string) error {
	for _, file := range archive.File {
		target := filepath.Join(folder, file.Name)
		out, err := os.Create(target) // tipstaff-expect
		if err != nil {
			return err
		}
		out.Close()
	}
	return nil
}
