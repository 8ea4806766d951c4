//! A QR code as a picture: PNG, SVG, or blocks on a terminal.

use qrcode::{Color, QrCode};

/// Pixels of a module of the code.
const SCALE: usize = 4;

/// Modules left light around the code, as ISO/IEC 18004 asks.
const QUIET: usize = 4;

/// Draws the code in grey pixels, as PNG.
pub(super) fn png(code: &QrCode) -> Result<Vec<u8>, png::EncodingError> {
    let side = (code.width() + 2 * QUIET) * SCALE;
    let pixels: Vec<u8> =
        (0..side * side).map(|place| if is_dark(code, place % side / SCALE, place / side / SCALE) { 0 } else { 255 }).collect();
    let mut bytes = Vec::new();
    let length = u32::try_from(side).unwrap_or(u32::MAX);
    let mut encoder = png::Encoder::new(&mut bytes, length, length);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes)
}

/// Draws the code as SVG.
pub(super) fn svg(code: &QrCode) -> String {
    let side = code.width() + 2 * QUIET;
    let mut path = String::new();
    for (x, y) in (0..side * side).map(|place| (place % side, place / side)).filter(|(x, y)| is_dark(code, *x, *y)) {
        path.push_str(&format!("M{x} {y}h1v1h-1z"));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path d=\"{path}\"/></svg>\n"
    )
}

/// Returns how many columns of a terminal [`blocks`] takes.
pub(super) fn columns(code: &QrCode) -> usize {
    code.width() + 2 * QUIET
}

/// Draws the code with half blocks, light on dark as most terminals are: readers of codes take both.
pub(super) fn blocks(code: &QrCode) -> String {
    let side = columns(code);
    let mut text = String::new();
    for y in (0..side).step_by(2) {
        for x in 0..side {
            text.push(match (is_dark(code, x, y), is_dark(code, x, y + 1)) {
                (true, true) => ' ',
                (true, false) => '▄',
                (false, true) => '▀',
                (false, false) => '█',
            });
        }
        text.push('\n');
    }
    text
}

/// Returns whether a module is dark, the light ones around the code among them.
fn is_dark(code: &QrCode, x: usize, y: usize) -> bool {
    let inside = QUIET..QUIET + code.width();
    inside.contains(&x) && inside.contains(&y) && code[(x - QUIET, y - QUIET)] == Color::Dark
}
