import i18next from 'i18next';
import { lostAnswer, problemOfAnswer } from './problem.ts';

/** Sends a file as the body of a POST and gives the JSON that is answered; `onSent` hears how much of it is on its way, from 0 to 1. */
export function upload<Answer>(
  path: string,
  { file, contentType, onSent }: { file: Blob; contentType: string; onSent: (share: number) => void },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch does not tell how far it has come
    request.open('POST', path);
    request.setRequestHeader('Content-Type', contentType);
    request.setRequestHeader('Accept-Language', i18next.language);
    request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(lostAnswer());
    request.onload = () => {
      const answered = async () => JSON.parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answered());
      else void problemOfAnswer({ status: request.status, json: answered }).then(reject);
    };
    request.send(file);
  });
}
