//! Files of rows: what is read back from Parquet is what CSV says.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

use std::fs::File;
use std::path::PathBuf;

use arrow_array::{Array, RecordBatch};
use arrow_ipc::reader::{FileReader, StreamReader};
use betterwork::analysis::anonymise::AssessmentRow;
use betterwork::analysis::table::{Column, Kind, Table, Value};
use betterwork_exchange::sink::{Format, SinkError};
use parquet::basic::{LogicalType, TimeUnit, Type as Physical};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;

/// More than one row group.
const ROWS: i64 = 70_000;

#[test]
fn parquet_has_the_columns_and_rows_of_csv() {
    let [csv_file, parquet_file] = [Format::Csv, Format::Parquet].map(|format| written(format, "same"));
    let mut csv = csv::Reader::from_path(&csv_file).unwrap();
    let parquet = SerializedFileReader::new(File::open(&parquet_file).unwrap()).unwrap();
    let schema = parquet.metadata().file_metadata().schema_descr();
    let names: Vec<_> = schema.columns().iter().map(|column| column.name().to_owned()).collect();
    assert_eq!(names, csv.headers().unwrap().iter().collect::<Vec<_>>());
    assert_eq!((parquet.metadata().num_row_groups(), parquet.metadata().file_metadata().num_rows()), (2, ROWS));
    let mut rows = parquet.get_row_iter(None).unwrap();
    for record in csv.records() {
        let row = rows.next().unwrap().unwrap();
        assert_eq!(row.get_column_iter().map(|(_, field)| said(field)).collect::<Vec<_>>(), record.unwrap().iter().collect::<Vec<_>>());
    }
    assert!(rows.next().is_none());
    [csv_file, parquet_file].iter().for_each(|file| std::fs::remove_file(file).unwrap());
}

#[test]
fn columns_have_the_types_of_the_dictionary() {
    let file = written(Format::Parquet, "types");
    let parquet = SerializedFileReader::new(File::open(&file).unwrap()).unwrap();
    for (column, held) in AssessmentRow::TABLE.columns.iter().zip(parquet.metadata().file_metadata().schema_descr().columns()) {
        let expected = match column.kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Integer => (Physical::INT64, None),
            Kind::Boolean => (Physical::BOOLEAN, None),
            Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
            Kind::Instant => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
            Kind::List => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
        };
        assert_eq!((held.physical_type(), held.logical_type_ref().cloned()), expected, "{}", column.name);
        assert_eq!(held.self_type().is_optional(), column.nullable, "{}", column.name);
    }
    std::fs::remove_file(file).unwrap();
}

#[test]
fn arrow_has_the_rows_in_batches_as_a_file_and_as_a_stream() {
    let [file, stream] = [Format::Arrow, Format::ArrowStream].map(|format| written(format, "arrow"));
    let of_file: Vec<_> = FileReader::try_new(File::open(&file).unwrap(), None).unwrap().map(Result::unwrap).collect();
    let of_stream: Vec<_> = StreamReader::try_new(File::open(&stream).unwrap(), None).unwrap().map(Result::unwrap).collect();
    assert_eq!(of_file, of_stream);
    assert_eq!(of_file.iter().map(RecordBatch::num_rows).sum::<usize>(), usize::try_from(ROWS).unwrap());
    assert!(of_file.len() > 1);
    let fields = of_file[0].schema();
    let names: Vec<_> = fields.fields().iter().map(|field| field.name().as_str()).collect();
    assert_eq!(names, AssessmentRow::TABLE.columns.iter().map(|column| column.name).collect::<Vec<_>>());
    [file, stream].iter().for_each(|file| std::fs::remove_file(file).unwrap());
}

#[test]
fn days_and_instants_are_such_in_parquet_and_arrow() {
    const COLUMNS: &[Column] =
        &[Column::new("on", Kind::Day, false), Column::new("at", Kind::Instant, true), Column::new("tags", Kind::List, false)];
    let table = Table::new("days", "A test.", COLUMNS);
    let rows = [
        [Value::Text("2026-02-03"), Value::Text("2026-02-03T08:30:00Z"), Value::Text("[]")],
        [Value::Text("1969-12-31"), Value::Empty, Value::Text("[]")],
    ];
    for format in [Format::Parquet, Format::Arrow] {
        let path = std::env::temp_dir().join(format!("betterwork-sink-days-{}.{}", std::process::id(), format.extension()));
        let mut sink = format.begin(&table, File::create(&path).unwrap()).unwrap();
        assert!(sink.row(&[Value::Text("someday"), Value::Empty, Value::Text("[]")]).is_err());
        rows.iter().for_each(|row| sink.row(row).unwrap());
        sink.finish().unwrap();
        let said = if format == Format::Parquet {
            let parquet = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
            let rows = parquet.get_row_iter(None).unwrap().map(|row| row.unwrap());
            rows.map(|row| row.get_column_iter().map(|(_, field)| field.to_string()).collect::<Vec<_>>().join("|")).collect::<Vec<_>>()
        } else {
            let batch = FileReader::try_new(File::open(&path).unwrap(), None).unwrap().next().unwrap().unwrap();
            assert!(batch.column(1).is_null(1));
            vec![format!("{:?}", batch.schema().field(0).data_type()), format!("{:?}", batch.schema().field(1).data_type())]
        };
        match format {
            Format::Parquet => assert_eq!(said, ["2026-02-03|2026-02-03 08:30:00.000000 +00:00|\"[]\"", "1969-12-31|null|\"[]\""]),
            _ => assert_eq!(said, ["Date32", "Timestamp(Microsecond, Some(\"UTC\"))"]),
        }
        std::fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_row_of_another_table_is_refused() {
    for format in Format::ALL {
        let mut sink = format.begin(&AssessmentRow::TABLE, Vec::new()).unwrap();
        let refused = sink.row(&[Value::Text("alone")]).unwrap_err();
        assert!(matches!(refused, SinkError::NotARow { table: "assessments" }), "{refused}");
    }
}

#[test]
fn a_full_disk_is_said_so() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL {
        let outcome = format.begin(&AssessmentRow::TABLE, Full).and_then(|mut sink| {
            sink.row(&row(1))?;
            sink.finish()
        });
        assert!(matches!(outcome, Err(SinkError::InputOutput(_))), "{format:?}");
    }
}

fn written(format: Format, test: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("betterwork-sink-{test}-{}.{}", std::process::id(), format.extension()));
    let mut sink = format.begin(&AssessmentRow::TABLE, File::create(&path).unwrap()).unwrap();
    (0..ROWS).for_each(|number| sink.row(&row(number)).unwrap());
    sink.finish().unwrap();
    path
}

/// Some values empty, some with what CSV must quote.
fn row(number: i64) -> Vec<Value<'static>> {
    let cycle = if number % 3 == 0 { Value::Empty } else { Value::Integer(number) };
    let isic = if number % 5 == 0 { Value::Empty } else { Value::Text("14, \"10\"") };
    vec![
        Value::Text("0f"),
        Value::Text("Nhà máy"),
        Value::Text("VN"),
        isic,
        Value::Text("1-249"),
        cycle,
        Value::Integer(2026),
        Value::Text("complete"),
    ]
}

fn said(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Long(number) => number.to_string(),
        Field::Bool(truth) => truth.to_string(),
        other => panic!("{other:?}"),
    }
}
