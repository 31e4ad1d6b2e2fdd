namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>Every reason a file is not read, with its stable code and a sentence in both languages that says what to do.</summary>
public static class FileRefusals
{
    public static UnreadableTextException TooLarge() => new(
        "file.too-large",
        "Tệp lớn quá 16 MB: hãy bỏ ảnh, bản quét hoặc tách phụ lục.",
        "The file is larger than 16 MB: leave out pictures and scans, or separate the annexes.");

    public static UnreadableTextException Unsupported() => new(
        "file.type-unsupported",
        "Loại tệp này không đọc được: hãy dùng .docx, .pdf có chữ, .html, .eml hoặc .txt.",
        "This type of file cannot be read: use .docx, a .pdf with text, .html, .eml or .txt.");

    public static UnreadableTextException WrongType(string name) => new(
        "file.wrong-type",
        $"Nội dung tệp “{name}” không đúng với phần mở rộng: hãy kiểm tra nguồn gốc của tệp.",
        $"The content of “{name}” is not what its name says: check where the file comes from.");

    public static UnreadableTextException Polyglot() => new(
        "file.polyglot",
        "Tệp chứa hai loại nội dung lồng nhau nên bị từ chối: hãy lưu lại thành tệp mới.",
        "The file is of two types at once and is refused: save it anew.");

    public static UnreadableTextException OldWord() => new(
        "file.old-word",
        "Tệp .doc kiểu cũ không đọc được: hãy mở bằng Word và lưu thành .docx.",
        "An old .doc file cannot be read: open it in Word and save it as .docx.");

    public static UnreadableTextException Macros() => new(
        "file.macros",
        "Tệp chứa macro nên bị từ chối: hãy lưu thành .docx không có macro.",
        "The file contains macros and is refused: save it as a .docx without macros.");

    public static UnreadableTextException Bomb() => new(
        "file.compression-bomb",
        "Tệp nén bung ra quá lớn hoặc quá nhiều mục nên bị từ chối.",
        "The compressed file unfolds to too much and is refused.");

    public static UnreadableTextException Unsafe(Exception? cause = null) => new(
        "file.unsafe-xml",
        "Tệp khai báo thực thể hoặc tham chiếu ra ngoài nên bị từ chối: hãy lưu lại bằng Word.",
        "The file declares entities or outside references and is refused: save it anew with Word.",
        cause);

    public static UnreadableTextException Damaged(Exception? cause = null) => new(
        "file.damaged",
        "Tệp bị hỏng hoặc không đúng định dạng: hãy mở bằng chương trình gốc và lưu lại.",
        "The file is damaged: open it in its own program and save it anew.",
        cause);

    public static UnreadableTextException Encrypted(Exception? cause = null) => new(
        "file.encrypted",
        "Tệp được đặt mật khẩu: hãy bỏ mật khẩu rồi gửi lại.",
        "The file is protected by a password: remove it and send the file again.",
        cause);

    public static UnreadableTextException Scanned() => new(
        "file.scanned",
        "Tệp PDF chỉ có ảnh quét, không có chữ: hãy dùng bản ký số có chữ hoặc dán toàn văn.",
        "The PDF holds scanned pictures and no text: use the digitally signed original or paste the text.");

    public static UnreadableTextException TooComplex() => new(
        "file.too-complex",
        "Tệp có quá nhiều trang, đối tượng hoặc tầng lồng nhau: hãy tách nhỏ.",
        "The file has too many pages, objects or levels: split it.");

    public static UnreadableTextException NoText() => new(
        "file.no-text",
        "Tệp không có chữ nào: hãy kiểm tra lại tệp.",
        "The file holds no words: check the file.");

    public static UnreadableTextException ParserFailed() => new(
        "file.parser-failed",
        "Không đọc được tệp trong giới hạn thời gian và bộ nhớ: hãy lưu lại hoặc dán toàn văn.",
        "The file could not be read within the limits of time and memory: save it anew or paste the text.");
}
