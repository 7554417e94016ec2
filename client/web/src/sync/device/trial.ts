// Whether this browser keeps copies of documents at all, found out by keeping something: before somebody joins.
import { appendUpdates, openDatabase, removeDatabase, within } from "./database";

const NAME = "plenary-probe";
// About what the marks of a workshop take; a store that is full may still have room for a few bytes.
const SIZE_BYTES = 16 * 1024;

/** Whether something that was written here was taken in by the store, within the time it has to answer. */
export async function keepsCopies(): Promise<boolean> {
  const trying = openDatabase(NAME, () => true).then((database) => {
    database.onversionchange = () => database.close();
    return Promise.resolve()
      .then(() => appendUpdates(database, [new Uint8Array(SIZE_BYTES)]))
      .finally(() => {
        database.close();
        void removeDatabase(NAME);
      });
  });
  return within(trying).then(
    () => true,
    () => false,
  );
}
