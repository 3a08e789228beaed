package lang

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/url"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty/function"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
)

var (
	errNotBase64 = errors.New("the text is not base64")
	errNotUTF8   = errors.New("what was decoded is not text in UTF-8")
)

func base64Encode() function.Function {
	return textFunction(func(args []string) (string, error) {
		return base64.StdEncoding.EncodeToString([]byte(args[0])), nil
	}, "str")
}

func base64Decode() function.Function {
	return textFunction(func(args []string) (string, error) {
		data, err := base64.StdEncoding.DecodeString(args[0])
		if err != nil {
			return "", errNotBase64
		}
		return validText(data)
	}, "str")
}

func base64Gzip() function.Function {
	return textFunction(func(args []string) (string, error) {
		var packed bytes.Buffer
		writer := gzip.NewWriter(&packed)
		if _, err := writer.Write([]byte(args[0])); err != nil {
			return "", fmt.Errorf("compress: %w", err)
		}
		// Terraform flushes before it closes, which leaves a mark in the bytes.
		if err := errors.Join(writer.Flush(), writer.Close()); err != nil {
			return "", fmt.Errorf("compress: %w", err)
		}
		return base64.StdEncoding.EncodeToString(packed.Bytes()), nil
	}, "str")
}

// base64Gunzip is OpenTofu's.
func base64Gunzip() function.Function {
	return textFunction(func(args []string) (string, error) {
		packed, err := base64.StdEncoding.DecodeString(args[0])
		if err != nil {
			return "", errNotBase64
		}
		reader, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return "", fmt.Errorf("the text is not compressed by gzip: %w", err)
		}
		data, err := io.ReadAll(io.LimitReader(reader, maxText+1))
		if err != nil {
			return "", fmt.Errorf("decompress: %w", err)
		}
		if len(data) > maxText {
			return "", errTextTooLong
		}
		return validText(data)
	}, "str")
}

func validText(data []byte) (string, error) {
	if !utf8.Valid(data) {
		return "", errNotUTF8
	}
	return string(data), nil
}

func urlEncode() function.Function {
	return textFunction(func(args []string) (string, error) { return url.QueryEscape(args[0]), nil }, "str")
}

// urlDecode is OpenTofu's.
func urlDecode() function.Function {
	return textFunction(func(args []string) (string, error) { return url.QueryUnescape(args[0]) }, "str")
}

func textEncodeBase64() function.Function {
	return textFunction(func(args []string) (string, error) {
		charset, err := characterSet(args[1])
		if err != nil {
			return "", err
		}
		encoded, err := charset.NewEncoder().Bytes([]byte(args[0]))
		if err != nil {
			return "", fmt.Errorf("the text has characters that %s has not", args[1])
		}
		return base64.StdEncoding.EncodeToString(encoded), nil
	}, "string", "encoding")
}

func textDecodeBase64() function.Function {
	return textFunction(func(args []string) (string, error) {
		charset, err := characterSet(args[1])
		if err != nil {
			return "", err
		}
		data, err := base64.StdEncoding.DecodeString(args[0])
		if err != nil {
			return "", errNotBase64
		}
		decoded, err := charset.NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return "", fmt.Errorf("the bytes are not text in %s", args[1])
		}
		return string(decoded), nil
	}, "source", "encoding")
}

func characterSet(name string) (encoding.Encoding, error) {
	charset, err := ianaindex.IANA.Encoding(name)
	if err != nil || charset == nil {
		return nil, function.NewArgErrorf(1, "%q is not a character set that the IANA lists, or not a supported one", name)
	}
	return charset, nil
}
