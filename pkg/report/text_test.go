package report_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/report"
)

func TestTextGolden(t *testing.T) {
	golden(t, "report.txt", write(t, "text", fixture(t), withSource(report.Options{Root: "infra"})))
}
