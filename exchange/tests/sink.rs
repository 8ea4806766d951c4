//! Files of rows: what is read back from Parquet is what CSV says.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test code")]

use std::fs::File;
use std::path::PathBuf;

use betterwork::analysis::anonymise::AssessmentRow;
use betterwork::analysis::table::{Kind, Value};
use betterwork_exchange::sink::{Format, SinkError};
use parquet::basic::{LogicalType, Type as Physical};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

/// More than one row group.
const ROWS: i64 = 70_000;

#[test]
fn parquet_has_the_columns_and_rows_of_csv() {
    let [csv_file, parquet_file] = Format::ALL.iter().map(|format| written(*format, "same")).collect::<Vec<_>>().try_into().unwrap();
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
        };
        assert_eq!((held.physical_type(), held.logical_type_ref().cloned()), expected, "{}", column.name);
        assert_eq!(held.self_type().is_optional(), column.nullable, "{}", column.name);
    }
    std::fs::remove_file(file).unwrap();
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
